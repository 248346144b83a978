/** Grafana's dashboards from one source: {@link io.forebay.manifests.dashboard.Dashboards}. */
@NullMarked
package io.forebay.manifests.dashboard;

import org.jspecify.annotations.NullMarked;
