package io.forebay.manifests.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RedisUsersTest {

    private static final Path SHIPPED = Path.of("../components/redis-external/users.acl");

    @Test
    void whatIsShippedIsWhatTheCodeSays() throws IOException {
        assertThat(Files.readString(SHIPPED))
                .as("run: ./forebay redis-users > keda/components/redis-external/users.acl")
                .isEqualTo(RedisUsers.acl());
    }
}
