/** What the parsers and writers of heads and lines do with each input. */
@NullMarked
package paas.router.http.message;

import org.jspecify.annotations.NullMarked;
