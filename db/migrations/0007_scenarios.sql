CREATE TABLE `rehearsals` (
	`person` text NOT NULL,
	`scenario` text NOT NULL,
	`content` text NOT NULL,
	`choices` text NOT NULL,
	`changed_at` text NOT NULL,
	PRIMARY KEY(`person`, `scenario`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
