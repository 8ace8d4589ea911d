#!lua flags=allow-oom
-- Takes an entry out of what is to be derived, unless it was entered again since.
--
-- Reply: {0}.
--
-- KEYS[1] -- [sorted set] what is to be derived
-- ARGV[1] -- [integer] the version that was derived
-- ARGV[2…] -- [string] the entries
for i = 2, #ARGV do
  local version = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if version and tonumber(version) <= tonumber(ARGV[1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
return {0}
