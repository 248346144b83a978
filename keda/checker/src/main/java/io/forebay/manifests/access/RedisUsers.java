package io.forebay.manifests.access;

import io.forebay.schemas.redis.KeyKind;
import io.forebay.schemas.redis.RedisKeys;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Redis's file of users: the least for each service that goes there. A test takes every rule away
 * in turn, and wants something to fail each time.
 */
public final class RedisUsers {

    private static final List<String> INGEST =
            List.of(
                    "ping",
                    "subscribe",
                    "script|load",
                    "evalsha_ro",
                    "get",
                    "mget",
                    "hgetall",
                    "hvals",
                    "zcard",
                    "zcount",
                    "zrevrange",
                    "zrangebyscore",
                    "zrevrangebylex");
    private static final List<String> RESULTS =
            List.of(
                    "ping",
                    "publish",
                    "subscribe",
                    "script|load",
                    "evalsha",
                    "get",
                    "mget",
                    "set",
                    "del",
                    "exists",
                    "pexpireat",
                    "pttl",
                    "time",
                    "hset",
                    "hdel",
                    "hgetall",
                    "zadd",
                    "zrem",
                    "zrange");

    private RedisUsers() {}

    /** The file, whose passwords are still to be filled in. */
    public static String acl() {
        return Stream.of(
                        "user default off",
                        user(
                                "forebay-ingest",
                                "%R~",
                                INGEST,
                                "(~%s +get +set)".formatted(RedisKeys.CLAIMS_PATTERN)),
                        user("forebay-results", "~", RESULTS, ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * @param keys how Redis says what may be done with the keys of a pattern
     * @param selector what is allowed of other keys
     */
    private static String user(String name, String keys, List<String> commands, String selector) {
        Stream<String> view =
                Stream.concat(
                        Arrays.stream(KeyKind.values()).map(KeyKind::pattern),
                        Stream.of(RedisKeys.PULSE));
        return Stream.of(
                        Stream.of(
                                "user "
                                        + name
                                        + " on #PASSWORD_SHA256_OF_"
                                        + name
                                        + " resetkeys resetchannels -@all"),
                        view.map(keys::concat),
                        Stream.of(RedisKeys.CHANGED_CHANNEL, RedisKeys.COMPLETED_CHANNEL)
                                .map("&"::concat),
                        commands.stream().map("+"::concat),
                        Stream.of(selector))
                .flatMap(part -> part)
                .filter(rule -> !rule.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
