package io.forebay.standalone;

import io.forebay.standalone.home.Home;
import java.nio.file.Path;

/** A broker that can be stopped and started again, and a Redis, without services. */
interface Servers extends Backends {

    /** As selected: embedded ones, or containers. */
    static Servers start(Path directory) {
        return Containers.areSelected()
                ? new ContainerServers(Home.open(directory), Containers.start())
                : EmbeddedServers.start(Home.open(directory));
    }

    Home home();

    void stopBroker();

    void startBroker();
}
