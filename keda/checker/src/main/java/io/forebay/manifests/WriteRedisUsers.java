package io.forebay.manifests;

import io.forebay.manifests.access.RedisUsers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code forebay redis-users}: prints who may do what as a file of users for Redis. */
@Command(
        name = "redis-users",
        mixinStandardHelpOptions = true,
        description = "Prints the services' users and their rules as an aclfile of Redis.")
public final class WriteRedisUsers implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(RedisUsers.acl());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
