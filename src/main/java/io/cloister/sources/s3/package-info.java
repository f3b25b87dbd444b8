/** Buckets of servers that speak S3. */
@NullMarked
package io.cloister.sources.s3;

import org.jspecify.annotations.NullMarked;
