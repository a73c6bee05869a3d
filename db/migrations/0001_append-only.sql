CREATE TRIGGER `facts_are_never_changed` BEFORE UPDATE ON `facts`
BEGIN
  SELECT RAISE(ABORT, 'facts are never changed: record a further fact instead');
END;
--> statement-breakpoint
CREATE TRIGGER `facts_are_never_deleted` BEFORE DELETE ON `facts`
BEGIN
  SELECT RAISE(ABORT, 'facts are never deleted: record a further fact instead');
END;
--> statement-breakpoint
CREATE TRIGGER `facts_follow_the_head` BEFORE INSERT ON `facts`
WHEN NEW.`sequence` IS NOT (SELECT coalesce(max(`sequence`), 0) + 1 FROM `facts`)
  OR NEW.`previous` IS NOT coalesce(
    (SELECT `hash` FROM `facts` ORDER BY `sequence` DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000'
  )
BEGIN
  SELECT RAISE(ABORT, 'a fact must follow the head of the ledger: take sequence and hash inside the same write');
END;
--> statement-breakpoint
CREATE TRIGGER `publications_are_never_changed` BEFORE UPDATE ON `publications`
BEGIN
  SELECT RAISE(ABORT, 'publications are never changed: publish again instead');
END;
--> statement-breakpoint
CREATE TRIGGER `publications_are_never_deleted` BEFORE DELETE ON `publications`
BEGIN
  SELECT RAISE(ABORT, 'publications are never deleted: publish again instead');
END;
--> statement-breakpoint
CREATE TRIGGER `publications_are_never_replaced` BEFORE INSERT ON `publications`
WHEN EXISTS (
  SELECT 1 FROM `publications` AS `old`
  WHERE `old`.`number` = NEW.`number`
    AND (`old`.`digest` IS NOT NEW.`digest`
      OR `old`.`published_at` IS NOT NEW.`published_at`
      OR `old`.`published_on` IS NOT NEW.`published_on`
      OR `old`.`organisation` IS NOT NEW.`organisation`)
)
BEGIN
  SELECT RAISE(ABORT, 'publications are never changed: publish again instead');
END;
--> statement-breakpoint
CREATE TRIGGER `pieces_are_never_changed` BEFORE UPDATE ON `pieces`
BEGIN
  SELECT RAISE(ABORT, 'pieces of publications are never changed: their hash is their name');
END;
--> statement-breakpoint
CREATE TRIGGER `pieces_are_never_deleted` BEFORE DELETE ON `pieces`
BEGIN
  SELECT RAISE(ABORT, 'pieces of publications are never deleted: past texts rest on them');
END;
--> statement-breakpoint
CREATE TRIGGER `pieces_are_never_replaced` BEFORE INSERT ON `pieces`
WHEN EXISTS (
  SELECT 1 FROM `pieces` AS `old`
  WHERE `old`.`hash` = NEW.`hash` AND (`old`.`type` IS NOT NEW.`type` OR `old`.`body` IS NOT NEW.`body`)
)
BEGIN
  SELECT RAISE(ABORT, 'pieces of publications are never changed: their hash is their name');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_pieces_are_never_changed` BEFORE UPDATE ON `publication_pieces`
BEGIN
  SELECT RAISE(ABORT, 'publications are never changed: publish again instead');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_pieces_are_never_deleted` BEFORE DELETE ON `publication_pieces`
BEGIN
  SELECT RAISE(ABORT, 'publications are never deleted: publish again instead');
END;
--> statement-breakpoint
CREATE TRIGGER `publication_pieces_are_never_replaced` BEFORE INSERT ON `publication_pieces`
WHEN EXISTS (
  SELECT 1 FROM `publication_pieces` AS `old`
  WHERE `old`.`publication` = NEW.`publication` AND `old`.`kind` = NEW.`kind` AND `old`.`id` = NEW.`id`
    AND (`old`.`hash` IS NOT NEW.`hash` OR `old`.`position` IS NOT NEW.`position`)
)
BEGIN
  SELECT RAISE(ABORT, 'publications are never changed: publish again instead');
END;
