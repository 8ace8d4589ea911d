package dev.chorus.server.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The secrets of the environment: whether they are there, and whether somebody could guess them. */
final class SecretsCheck implements Check {
    private static final Map<String, String> SIDS =
            Map.of("CHORUS_ACCOUNT_SID", "AC", "CHORUS_API_KEY", "SK", "CHORUS_SERVICE_SID", "IS");
    private static final List<String> SECRETS =
            List.of("CHORUS_AUTH_TOKEN", "CHORUS_API_SECRET", "CHORUS_OPERATOR_TOKEN");
    private static final int SHORTEST = 16;
    private static final int FEWEST_CHARACTERS = 6;
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "change.?me|replace.?me|place.?holder|your.?|example|secret|passw|todo|xxxx|dummy|test|1234567|^<.*>$|^\\$\\{.*}$");

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public void look(Examination examination, Findings findings) {
        List<String> missing = new ArrayList<>();
        SIDS.forEach((name, prefix) -> {
            String value = examination.variable(name);
            if (value == null) {
                missing.add(name);
            } else if (!value.matches(prefix + "[a-f0-9]{32}")) {
                findings.wrong(
                        name + " is no sid",
                        "Write " + prefix + " and 32 lower-case hexadecimal digits (openssl rand -hex 16).");
            }
        });
        Map<String, String> owners = new HashMap<>();
        for (String name : SECRETS) {
            String value = examination.variable(name);
            if (value != null) {
                judge(name, value, owners.putIfAbsent(value, name), findings);
            } else if (!name.equals("CHORUS_OPERATOR_TOKEN")) {
                missing.add(name);
            }
        }
        if (examination.options().production()) {
            missing.stream()
                    .sorted()
                    .forEach(name -> findings.wrong(
                            name + " is missing",
                            "With --production the environment gives it: make one, and keep it."));
            if (examination.variable("CHORUS_OPERATOR_TOKEN") == null) {
                findings.ok("without CHORUS_OPERATOR_TOKEN nobody can make further accounts");
            }
        }
        findings.otherwiseOk(
                examination.options().production()
                        ? "all that production needs are there, and none looks like a placeholder"
                        : "development: what the environment does not give is made, and kept in the data folder");
    }

    private static void judge(
            String name, String value, @org.jspecify.annotations.Nullable String sameAs, Findings findings) {
        if (value.length() < SHORTEST) {
            findings.wrong(
                    name + " is too short", "Use at least " + SHORTEST + " random characters (openssl rand -hex 16).");
        } else if (PLACEHOLDER.matcher(value.toLowerCase(Locale.ROOT)).find()
                || value.chars().distinct().count() < FEWEST_CHARACTERS) {
            findings.wrong(
                    name + " looks like a placeholder, which others can guess",
                    "Make a random one (openssl rand -hex 16).");
        } else if (!value.strip().equals(value)) {
            findings.wrong(
                    name + " begins or ends with a blank or a line break",
                    "Write it without: a file for a Secret is often made with a line break at its end (echo -n).");
        } else if (sameAs != null) {
            findings.warning(
                    name + " and " + sameAs + " are the same", "Make one for each: they open different doors.");
        }
    }
}
