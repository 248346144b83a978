/** What KEDA calls: {@link io.forebay.scaler.grpc.ScalerEndpoint}. */
@NullMarked
package io.forebay.scaler.grpc;

import org.jspecify.annotations.NullMarked;
