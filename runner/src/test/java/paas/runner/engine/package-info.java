@NullMarked
package paas.runner.engine;

import org.jspecify.annotations.NullMarked;
