/** What the command lines have in common. */
@NullMarked
package io.forebay.loadtests.option;

import org.jspecify.annotations.NullMarked;
