package io.forebay.manifests.finding;

import io.forebay.manifests.document.Manifests;
import java.util.List;

/** One look at manifests. */
@FunctionalInterface
public interface Check {

    /** What is wrong; empty when nothing is. */
    List<Finding> check(Manifests manifests);
}
