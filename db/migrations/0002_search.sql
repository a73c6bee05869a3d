CREATE TABLE `search_rows` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`section` text,
	`readers` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`publication` integer NOT NULL,
	`form` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_texts` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`notes` text NOT NULL,
	`context` text NOT NULL,
	`scope` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_words` (
	`word` text NOT NULL,
	`readers` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`readers`, `word`)
);
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(
  `name`, `title`, `body`, `notes`, `context`, `scope`,
  content = 'search_texts', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_vocabulary` USING fts5vocab('search_index', 'instance');
