// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.SettingException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refused setting as Spring Boot shows its own: what is wrong, and what to write instead. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
        return new FailureAnalysis(cause.problem(), "Change the property: " + cause.cure() + ".", cause);
    }
}
