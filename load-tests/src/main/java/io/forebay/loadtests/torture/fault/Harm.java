package io.forebay.loadtests.torture.fault;

import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.torture.client.Receivers.Mood;

/** What a fault does. */
public sealed interface Harm {

    /** {@code kill -9}, and after a while a new process in its place. */
    record Kill(Role role) implements Harm {}

    /** SIGSTOP, and after a while SIGCONT: a zombie that does not know that time has passed. */
    record Pause(Role role) implements Harm {}

    /** A clean end, and after a while a new process. */
    record Restart(Role role) implements Harm {}

    /** A clean end, and a process of the other version in its place. */
    record Exchange(Role role) implements Harm {}

    /** All processes of a role go and come, over and over. */
    record Storm(Role role) implements Harm {}

    /** Redis forgets everything. */
    record Flush() implements Harm {}

    /** An input that kills whatever runs it. */
    record Poison() implements Harm {}

    /** A receiver of webhooks misbehaves. */
    record Sulk(Mood mood) implements Harm {}
}
