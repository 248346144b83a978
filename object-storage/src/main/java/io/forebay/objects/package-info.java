/**
 * What is too large for the queue, and the files of batches, in a directory or behind the S3 API:
 * {@link io.forebay.objects.PayloadStores} opens what services keep for themselves, {@link
 * io.forebay.objects.ObjectStorage} what tenants name.
 */
@NullMarked
package io.forebay.objects;

import org.jspecify.annotations.NullMarked;
