/**
 * Who calls and what they may: {@link io.forebay.ingest.auth.Authenticator}. Issued keys live in
 * their log and are known by {@link io.forebay.ingest.auth.IssuedKeys}.
 */
@NullMarked
package io.forebay.ingest.auth;

import org.jspecify.annotations.NullMarked;
