/**
 * Holds answers against the OpenAPI document: {@link io.forebay.loadtests.contract.Contract} says
 * what is wrong with one, {@link io.forebay.loadtests.contract.Ledger} which were never seen.
 */
@NullMarked
package io.forebay.loadtests.contract;

import org.jspecify.annotations.NullMarked;
