package io.forebay.loadtests.growth.site;

/**
 * What a time cost.
 *
 * @param seconds that it took
 * @param cpuSeconds of the site's processes
 * @param foreignShare of the machine's processors that went to others, 0 to 1
 */
public record Spent(double seconds, double cpuSeconds, double foreignShare) {}
