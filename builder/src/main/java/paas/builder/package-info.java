@NullMarked
package paas.builder;

import org.jspecify.annotations.NullMarked;
