package io.forebay.standalone;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who called which command of a Redis, also in scripts, as its MONITOR tells. */
final class RedisMonitor implements AutoCloseable {

    private static final Pattern CALL =
            Pattern.compile("[\\d.]+ \\[\\d+ (\\S+)] \"([^\"]+)\"(?: \"([^\"]*)\")?.*");
    private static final Pattern CLIENT = Pattern.compile("\\baddr=(\\S+) .*?\\buser=(\\S+)");
    private static final String IN_A_SCRIPT = "lua";

    private final RedisSession calls;
    private final RedisSession clients;
    private final Thread thread;
    private final Map<String, String> users = new HashMap<>();
    private final Set<String> called = new ConcurrentSkipListSet<>();

    private RedisMonitor(RedisSession calls, RedisSession clients) {
        this.calls = calls;
        this.clients = clients;
        this.thread = Thread.ofPlatform().name("redis-monitor").unstarted(this::follow);
    }

    /** Both sessions may do everything, and are closed with this. */
    static RedisMonitor start(RedisSession calls, RedisSession clients) {
        RedisMonitor monitor = new RedisMonitor(calls, clients);
        calls.ask("MONITOR");
        monitor.thread.start();
        return monitor;
    }

    /** Commands that were called so far: {@code <user> <command>}. */
    Set<String> called() {
        return new TreeSet<>(called);
    }

    private void follow() {
        String user = "";
        try {
            while (true) {
                Matcher call = CALL.matcher(calls.next());
                // The lists of clients that are asked for here are calls, too.
                if (!call.matches() || call.group(2).equalsIgnoreCase("client")) {
                    continue;
                }
                // The calls of a script follow the call of the script.
                user = call.group(1).equals(IN_A_SCRIPT) ? user : user(call.group(1));
                String command = call.group(2).toLowerCase(Locale.ROOT);
                called.add(
                        "%s %s"
                                .formatted(
                                        user,
                                        command.equals("script")
                                                ? "script|" + call.group(3).toLowerCase(Locale.ROOT)
                                                : command));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    /** Of the client at that address; nothing when it is gone already. */
    private String user(String address) {
        if (!users.containsKey(address)) {
            Matcher client = CLIENT.matcher(clients.ask("CLIENT LIST"));
            while (client.find()) {
                // One that has not logged in yet will have another name.
                if (!client.group(2).equals("default")) {
                    users.put(client.group(1), client.group(2));
                }
            }
        }
        return users.getOrDefault(address, "");
    }

    @Override
    public void close() {
        calls.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.close();
    }
}
