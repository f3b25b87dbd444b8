/**
 * Who gets in: bearer token or session cookie, CSRF, headers, and what is asked of a request before
 * any page or call sees it.
 */
@NullMarked
package io.cloister.web.access;

import org.jspecify.annotations.NullMarked;
