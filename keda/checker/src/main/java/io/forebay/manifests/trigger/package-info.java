/**
 * The parameters of KEDA's triggers, which its own schema leaves open: {@link
 * io.forebay.manifests.trigger.TriggerType}.
 */
@NullMarked
package io.forebay.manifests.trigger;

import org.jspecify.annotations.NullMarked;
