-- type of a setting
SET 'execution.checkpointing.interval' = 'ten seconds';
