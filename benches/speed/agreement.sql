SELECT code, interview, start, end, coder FROM coding
WHERE status NOT IN (1, 4) ORDER BY code, interview, start, end, coder;
SELECT interview.id, turn.start, turn.end, speaker.role
FROM interview
JOIN turn ON turn.revision = interview.revision
LEFT JOIN speaker ON speaker.interview = interview.id AND speaker.seq = turn.speaker
ORDER BY interview.id, turn.seq;
