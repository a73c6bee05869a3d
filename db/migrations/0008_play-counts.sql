CREATE TABLE `play_counts` (
	`content` text PRIMARY KEY NOT NULL,
	`people` integer NOT NULL,
	`plays` integer NOT NULL,
	`ended` integer NOT NULL,
	`passed` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `play_counts_people` (
	`content` text NOT NULL,
	`person` text NOT NULL,
	PRIMARY KEY(`content`, `person`)
);
--> statement-breakpoint
CREATE TABLE `way_counts` (
	`content` text NOT NULL,
	`scene` text NOT NULL,
	`way` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`content`, `scene`, `way`)
);
