package dev.chorus.server.doctor;

import dev.chorus.server.RedisServers;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the user may do what Chorus does. One script asks Redis itself, for each command, and runs none of them; that
 * a script can be run at all is the first thing that it shows.
 */
final class RedisRightsCheck implements Check {
    /** The commands of scripts and stores. A test compares them with the sources. */
    static final Set<String> COMMANDS = new TreeSet<>(Set.of(
            "DEL",
            "EVAL",
            "EVALSHA",
            "EXISTS",
            "GET",
            "HDEL",
            "HGET",
            "HGETALL",
            "HINCRBY",
            "HKEYS",
            "HLEN",
            "HMGET",
            "HSET",
            "HSETNX",
            "HVALS",
            "INFO",
            "PEXPIRE",
            "PING",
            "SADD",
            "SET",
            "SMEMBERS",
            "SREM",
            "SSCAN",
            "TIME",
            "UNLINK",
            "XADD",
            "XDEL",
            "XLEN",
            "XRANGE",
            "XREVRANGE",
            "ZADD",
            "ZCARD",
            "ZLEXCOUNT",
            "ZRANGE",
            "ZRANGEBYLEX",
            "ZRANGEBYSCORE",
            "ZREM",
            "ZREMRANGEBYLEX",
            "ZREMRANGEBYRANK",
            "ZREMRANGEBYSCORE",
            "ZREVRANGEBYLEX",
            "ZSCORE"));

    /** With {@code --durability replica} alone. */
    static final String FOR_REPLICAS = "WAIT";

    private static final Set<String> WITHOUT_KEY = Set.of("EVAL", "EVALSHA", "INFO", "PING", "TIME", FOR_REPLICAS);

    /** One of each kind of key. */
    private static final List<String> KEYS =
            List.of("{p00}:outbox", "{s:IS}:settings", "{a:AC}:key", "{accounts}:all", "chorus:gateways");

    /** Answers what is refused: commands on a key that is allowed, if one is, and keys for a command that is. */
    private static final String SCRIPT = """
            local keys, refused, open = cjson.decode(ARGV[1]), {}, nil
            for _, key in ipairs(keys) do
              if redis.acl_check_cmd('SET', key, 'x') then
                open = key
              else
                refused[#refused + 1] = key
              end
            end
            for i = 2, #ARGV, 2 do
              -- Some commands take several keys, and what is behind EVAL's script is their number.
              local rest = ARGV[i + 1] == 'key' and (open or keys[1]) or '0'
              if not redis.acl_check_cmd(ARGV[i], rest, rest, rest) then
                refused[#refused + 1] = ARGV[i]
              end
            end
            return refused
            """;

    @Override
    public String name() {
        return "redis rights";
    }

    @Override
    public Set<String> needs() {
        return Set.of(RedisCheck.NAME);
    }

    @Override
    public void look(Examination examination, Findings findings) throws IOException {
        Set<String> commands = new TreeSet<>(COMMANDS);
        RedisServers servers = examination.options().redis();
        if (servers != null && servers.replicas() > 0) {
            commands.add(FOR_REPLICAS);
        }
        for (RedisSession session : examination.redis()) {
            look(session, commands, findings);
        }
        findings.otherwiseOk(
                "the user may run scripts and all " + commands.size() + " commands that Chorus needs, on its keys");
    }

    private static void look(RedisSession session, Set<String> needed, Findings findings) throws IOException {
        List<String> question = new ArrayList<>(List.of("EVAL", SCRIPT, "0", new JsonArray(KEYS).encode()));
        for (String command : needed) {
            question.addAll(List.of(command, WITHOUT_KEY.contains(command) ? "" : "key"));
        }
        String place = session.place().name();
        String remedy = "Give the user the rights that docs/operations.md lists under \"A Redis user for Chorus\".";
        Object answer;
        try {
            answer = session.ask(question.toArray(new String[0]));
        } catch (RedisRefusal refusal) {
            findings.wrong(place + " runs no script: " + refusal.getMessage(), remedy);
            return;
        }
        if (answer instanceof List<?> refused && !refused.isEmpty()) {
            List<String> words = refused.stream().map(String::valueOf).toList();
            List<String> commands = words.stream().filter(needed::contains).toList();
            List<String> keys = words.stream().filter(KEYS::contains).toList();
            if (!commands.isEmpty()) {
                findings.wrong(place + " does not let the user use " + String.join(", ", commands), remedy);
            }
            if (!keys.isEmpty()) {
                findings.wrong(place + " does not let the user change keys like " + String.join(", ", keys), remedy);
            }
        }
    }
}
