-- Counts are kept in another form: everybody's standings are written anew, with their counts, beside the requests.
DELETE FROM `spans`;--> statement-breakpoint
INSERT OR IGNORE INTO `unsettled` (`person`) SELECT `id` FROM `people`;--> statement-breakpoint
CREATE TABLE `readiness_days` (
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`change` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `readiness_days_nil` ON `readiness_days` (`day`) WHERE change = 0;--> statement-breakpoint
CREATE TABLE `readiness_months` (
	`team` text NOT NULL,
	`month` text NOT NULL,
	`counts` text NOT NULL,
	PRIMARY KEY(`team`, `month`)
);
--> statement-breakpoint
DROP INDEX `facts_person`;--> statement-breakpoint
CREATE INDEX `facts_person` ON `facts` (`person`,`kind`,`sequence`);--> statement-breakpoint
DROP INDEX `postings_team`;--> statement-breakpoint
CREATE INDEX `postings_team` ON `postings` (`team`,`from_day`,`to_day`);--> statement-breakpoint
DROP INDEX `spans_team`;--> statement-breakpoint
CREATE INDEX `spans_team` ON `spans` (`team`,`programme`,`from_day`,`to_day`,`person`);--> statement-breakpoint
ALTER TABLE `unsettled` ADD `programmes` text;--> statement-breakpoint
DROP TABLE `readiness_changes`;
