/** Users, groups, tokens and the audit trail, for administrators. */
@NullMarked
package io.cloister.web.admin;

import org.jspecify.annotations.NullMarked;
