CREATE TABLE `suggestions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`place` text NOT NULL,
	`publication` integer NOT NULL,
	`text` text NOT NULL,
	`salt` text NOT NULL,
	`at` text NOT NULL,
	`verdict` text,
	`answer` text,
	`answer_salt` text,
	`answered_at` text,
	`answered_by` text,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`answered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suggestions_person` ON `suggestions` (`person`,`place`);--> statement-breakpoint
CREATE INDEX `suggestions_open` ON `suggestions` (`at`) WHERE verdict IS NULL;--> statement-breakpoint
CREATE INDEX `suggestions_answered` ON `suggestions` (`answered_at`) WHERE verdict IS NOT NULL;