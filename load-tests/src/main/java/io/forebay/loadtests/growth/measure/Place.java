package io.forebay.loadtests.growth.measure;

import io.forebay.loadtests.growth.site.Amounts;
import io.forebay.loadtests.growth.site.Load;
import io.forebay.loadtests.growth.site.Served;
import io.forebay.loadtests.growth.site.Site;
import io.forebay.loadtests.growth.site.SiteConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * Where and with what a point is measured.
 *
 * @param directory of data and logs, empty
 * @param classPath of the services
 * @param seed of inputs and arrivals
 */
public record Place(Path directory, String classPath, Amounts amounts, long seed) {

    Site start(Served... models) throws InterruptedException {
        return start(amounts.partitions(), List.of(models));
    }

    Site start(int partitions, List<Served> models) throws InterruptedException {
        return Site.start(new SiteConfig(directory, classPath, partitions, models));
    }

    Load load(Site site) {
        return new Load(site, amounts, seed);
    }
}
