CREATE TABLE `exception_words` (
	`exception` text NOT NULL,
	`person` text NOT NULL,
	`said` text NOT NULL,
	`text` text NOT NULL,
	`salt` text NOT NULL,
	PRIMARY KEY(`exception`, `said`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `exception_words_person` ON `exception_words` (`person`);--> statement-breakpoint
CREATE TABLE `reasons` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`salt` text NOT NULL
);
