package io.forebay.manifests.trigger;

import static io.forebay.manifests.trigger.Parameter.optional;
import static io.forebay.manifests.trigger.Parameter.required;

import io.forebay.manifests.trigger.ValueType.Addresses;
import io.forebay.manifests.trigger.ValueType.Decimal;
import io.forebay.manifests.trigger.ValueType.OneOf;
import io.forebay.manifests.trigger.ValueType.Schedule;
import io.forebay.manifests.trigger.ValueType.Text;
import io.forebay.manifests.trigger.ValueType.TimeZone;
import io.forebay.manifests.trigger.ValueType.Truth;
import io.forebay.manifests.trigger.ValueType.WholeNumber;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The triggers that Forebay uses, with the parameters that KEDA 2.20 reads from their metadata
 * ({@code pkg/scalers/*_scaler.go}).
 */
public enum TriggerType {
    KAFKA(
            "kafka",
            false,
            required("bootstrapServers", new Addresses()).orFromEnvironment(),
            required("consumerGroup", new Text()).orFromEnvironment(),
            optional("topic", new Text()).orFromEnvironment(),
            optional("partitionLimitation", new Text()),
            optional("lagThreshold", new WholeNumber(1)),
            optional("activationLagThreshold", new WholeNumber(0)),
            optional("offsetResetPolicy", new OneOf(List.of("latest", "earliest"))),
            optional("allowIdleConsumers", new Truth()),
            optional("excludePersistentLag", new Truth()),
            optional("scaleToZeroOnInvalidOffset", new Truth()),
            optional("limitToPartitionsWithLag", new Truth()),
            optional("ensureEvenDistributionOfPartitions", new Truth()),
            optional("version", new Text()),
            optional("tls", new OneOf(List.of("enable", "disable"))),
            optional("unsafeSsl", new Truth()),
            optional(
                    "sasl",
                    new OneOf(
                            List.of(
                                    "none",
                                    "plaintext",
                                    "scram_sha256",
                                    "scram_sha512",
                                    "oauthbearer",
                                    "gssapi"))),
            optional("saslTokenProvider", new OneOf(List.of("bearer", "aws_msk_iam"))),
            optional("awsRegion", new Text())),
    CRON(
            "cron",
            false,
            required("timezone", new TimeZone()),
            required("start", new Schedule()),
            required("end", new Schedule()),
            required("desiredReplicas", new WholeNumber(1))),
    /** Whatever else stands in the metadata goes to the scaler. */
    EXTERNAL(
            "external",
            true,
            required("scalerAddress", new Addresses()),
            optional("enableTLS", new Truth()),
            optional("unsafeSsl", new Truth())),
    EXTERNAL_PUSH(
            "external-push",
            true,
            required("scalerAddress", new Addresses()),
            optional("enableTLS", new Truth()),
            optional("unsafeSsl", new Truth())),
    CPU("cpu", false, required("value", new WholeNumber(1)), optional("containerName", new Text())),
    MEMORY(
            "memory",
            false,
            required("value", new WholeNumber(1)),
            optional("containerName", new Text())),
    PROMETHEUS(
            "prometheus",
            false,
            required("serverAddress", new Text()),
            required("query", new Text()),
            required("threshold", new Decimal()),
            optional("activationThreshold", new Decimal()),
            optional("namespace", new Text()),
            optional("ignoreNullValues", new Truth()),
            optional("unsafeSsl", new Truth()),
            optional("queryParameters", new Text()),
            optional("customHeaders", new Text()),
            optional("timeout", new WholeNumber(1)),
            optional("authModes", new Text()));

    private final String kedaName;
    private final boolean open;
    private final List<Parameter> parameters;

    TriggerType(String kedaName, boolean open, Parameter... parameters) {
        this.kedaName = kedaName;
        this.open = open;
        this.parameters = List.of(parameters);
    }

    public static Optional<TriggerType> of(String kedaName) {
        return Stream.of(values()).filter(one -> one.kedaName.equals(kedaName)).findFirst();
    }

    public String kedaName() {
        return kedaName;
    }

    /** Whether it measures the pods themselves, of which there are none at zero. */
    public boolean measuresPods() {
        return this == CPU || this == MEMORY;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    boolean isOpen() {
        return open;
    }
}
