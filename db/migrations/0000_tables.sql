CREATE TABLE `access` (
	`person` text NOT NULL,
	`right` text NOT NULL,
	PRIMARY KEY(`person`, `right`)
);
--> statement-breakpoint
CREATE TABLE `bookmarks` (
	`person` text NOT NULL,
	`lesson` text NOT NULL,
	`content` text NOT NULL,
	`read` text NOT NULL,
	`checks` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`person`, `lesson`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `credentials` (
	`person` text PRIMARY KEY NOT NULL,
	`password_hash` text NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `facts` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person` text,
	`subject` text,
	`bytes` text NOT NULL,
	`previous` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `facts_previous` ON `facts` (`previous`);--> statement-breakpoint
CREATE INDEX `facts_person` ON `facts` (`person`,`sequence`);--> statement-breakpoint
CREATE INDEX `facts_subject` ON `facts` (`subject`,`sequence`);--> statement-breakpoint
CREATE INDEX `facts_kind` ON `facts` (`kind`,`sequence`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lockouts` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`salt` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `pieces` (
	`hash` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `postings` (
	`person` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`team` text,
	`roles` text NOT NULL,
	`away` integer NOT NULL,
	PRIMARY KEY(`person`, `from_day`)
);
--> statement-breakpoint
CREATE INDEX `postings_team` ON `postings` (`team`,`from_day`);--> statement-breakpoint
CREATE TABLE `publication_pieces` (
	`publication` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`publication`, `kind`, `id`),
	FOREIGN KEY (`publication`) REFERENCES `publications`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`hash`) REFERENCES `pieces`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `publications` (
	`number` integer PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`published_at` text NOT NULL,
	`published_on` text NOT NULL,
	`organisation` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `readiness_changes` (
	`period` text NOT NULL,
	`programme` text NOT NULL,
	`team` text NOT NULL,
	`kind` text NOT NULL,
	`change` integer NOT NULL,
	PRIMARY KEY(`period`, `programme`, `team`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `readiness_changes_team` ON `readiness_changes` (`team`,`period`);--> statement-breakpoint
CREATE INDEX `readiness_changes_nil` ON `readiness_changes` (`period`) WHERE change = 0;--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person`);--> statement-breakpoint
CREATE INDEX `sessions_expiry` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `spans` (
	`person` text NOT NULL,
	`programme` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`kind` text NOT NULL,
	`team` text,
	`because` text NOT NULL,
	PRIMARY KEY(`person`, `programme`, `from_day`)
);
--> statement-breakpoint
CREATE INDEX `spans_team` ON `spans` (`team`,`programme`,`from_day`);--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`salt` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unsettled` (
	`person` text PRIMARY KEY NOT NULL
);
