/**
 * Reads a service's configuration from YAML and the environment: {@link
 * io.forebay.schemas.config.ConfigReader}.
 */
@NullMarked
package io.forebay.schemas.config;

import org.jspecify.annotations.NullMarked;
