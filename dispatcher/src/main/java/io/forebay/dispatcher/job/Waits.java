package io.forebay.dispatcher.job;

/**
 * How long the dispatcher waits with open jobs, in milliseconds.
 *
 * @param announceAfter a job that ends sooner is published once, when it has ended
 * @param startGrace from a job's start-by to its expiry: workers say that they started with delay
 * @param runGrace on top of each attempt's run timeout, before the job is given up
 */
public record Waits(long announceAfter, long startGrace, long runGrace) {}
