/**
 * YAML documents that know the file and line of every field: start at {@link
 * io.forebay.manifests.document.YamlDocuments}.
 */
@NullMarked
package io.forebay.manifests.document;

import org.jspecify.annotations.NullMarked;
