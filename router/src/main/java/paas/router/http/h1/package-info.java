/** HTTP/1.1 as it is read: one strict parser for both sides, made for few copies and objects. */
@NullMarked
package paas.router.http.h1;

import org.jspecify.annotations.NullMarked;
