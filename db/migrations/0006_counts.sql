-- Counts say the same in fewer letters: `db/counts-text.ts` has their form.
UPDATE `readiness_months` SET `counts` = (
	SELECT coalesce(group_concat(said, ';'), '') FROM (
		SELECT programme.key || (
			SELECT group_concat(said, '') FROM (
				SELECT ' ' || CASE kind.key
					WHEN 'certified' THEN 'c' WHEN 'exempt' THEN 'e' WHEN 'not-required' THEN 'n'
					WHEN 'overdue' THEN 'o' WHEN 'paused' THEN 'p' WHEN 'renewal-due' THEN 'r'
					WHEN 'to-do' THEN 't' WHEN 'update-due' THEN 'u' WHEN 'revoked' THEN 'v'
					WHEN 'expired' THEN 'x' END || (
						SELECT group_concat(CASE
							WHEN number.key = 0 OR (number.key % 2 = 0 AND number.value < 0) THEN number.value
							WHEN number.key % 2 = 1 THEN ',' || number.value
							ELSE '+' || number.value END, '')
						FROM json_each(kind.value) AS number
					) AS said
				FROM json_each(programme.value) AS kind ORDER BY said
			)
		) AS said
		FROM json_each(`readiness_months`.`counts`) AS programme ORDER BY programme.key
	)
);
