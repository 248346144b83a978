package io.forebay.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.config.ConfigException;
import io.forebay.schemas.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigTest {

    @Test
    void hasADefaultForEveryKey() {
        S3Config s3 =
                new S3Config(
                        "",
                        "us-east-1",
                        false,
                        "",
                        "",
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20));
        assertThat(read("{}", PayloadsConfig.class))
                .isEqualTo(PayloadsConfig.DEFAULT)
                .isEqualTo(new PayloadsConfig(Path.of("payloads"), "", "", s3));
        assertThat(read("{}", ObjectsConfig.class))
                .isEqualTo(ObjectsConfig.DEFAULT)
                .isEqualTo(new ObjectsConfig(List.of(), s3));
    }

    @Test
    void readsEveryKey() {
        String s3 =
                "s3: { endpoint: 'https://minio:9000', region: eu-central-1, path-style: true, access-key-file: /k/id, secret-key-file: /k/secret, connect-timeout: 1s, attempt-timeout: 3s, timeout: 9s }";
        S3Config read =
                new S3Config(
                        "https://minio:9000",
                        "eu-central-1",
                        true,
                        "/k/id",
                        "/k/secret",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(9));
        assertThat(
                        read(
                                "directory: /d\nbucket: forebay\nprefix: prod/\n" + s3,
                                PayloadsConfig.class))
                .isEqualTo(new PayloadsConfig(Path.of("/d"), "forebay", "prod/", read));
        assertThat(read("roots: ['s3://inbox/{tenant}/']\n" + s3, ObjectsConfig.class))
                .isEqualTo(new ObjectsConfig(List.of("s3://inbox/{tenant}/"), read));
    }

    @Test
    void refusesWhatCannotBe() {
        refused("bucket: UPPER", "payloads.bucket 'UPPER'");
        refused("prefix: /x", "payloads.prefix must end with '/'");
        refused("s3: { endpoint: 'minio:9000' }", "s3.endpoint must be like https://host:port");
        refused("s3: { access-key-file: /x }", "only one is set");
        refused("s3: { attempt-timeout: 30s, timeout: 20s }", "timeout at least attempt-timeout");
    }

    private static void refused(String yaml, String why) {
        assertThatThrownBy(() -> read(yaml, PayloadsConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(why);
    }

    private static <T> T read(String yaml, Class<T> type) {
        return ConfigReader.withoutEnvironment().read(yaml, "test", type);
    }
}
