package io.forebay.manifests;

import io.forebay.manifests.access.KafkaUsers;
import io.forebay.schemas.topic.Groups;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forebay kafka-users}: prints who may do what as resources for Strimzi's operator. */
@Command(
        name = "kafka-users",
        mixinStandardHelpOptions = true,
        description = "Prints the services' principals and their rules as KafkaUser resources.")
public final class WriteKafkaUsers implements Callable<Integer> {

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            defaultValue = Groups.DISPATCHER,
            description = "As group.application-id of the dispatcher (default: ${DEFAULT-VALUE}).")
    private String applicationId = Groups.DISPATCHER;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(new KafkaUsers(applicationId).yaml());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
