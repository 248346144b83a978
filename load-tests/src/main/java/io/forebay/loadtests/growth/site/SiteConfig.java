package io.forebay.loadtests.growth.site;

import java.nio.file.Path;
import java.util.List;

/**
 * What a site consists of: a broker, a Redis, and one of each service.
 *
 * @param directory of its data and logs
 * @param classPath of the services
 * @param partitions of flights and of each lane of work
 * @param models some of which may not be served
 */
public record SiteConfig(Path directory, String classPath, int partitions, List<Served> models) {

    public SiteConfig {
        models = List.copyOf(models);
    }
}
