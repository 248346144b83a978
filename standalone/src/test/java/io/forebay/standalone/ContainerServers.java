package io.forebay.standalone;

import io.forebay.standalone.home.Home;

/** Servers in containers; a stopped broker is a paused one, since a stopped one loses its port. */
record ContainerServers(Home home, Containers containers) implements Servers {

    @Override
    public String bootstrapServers() {
        return containers.bootstrapServers();
    }

    @Override
    public String redisAddress() {
        return containers.redisAddress();
    }

    @Override
    public void stopBroker() {
        containers.pauseBroker();
    }

    @Override
    public void startBroker() {
        containers.resumeBroker();
    }

    @Override
    public void close() {
        containers.close();
        home.close();
    }
}
