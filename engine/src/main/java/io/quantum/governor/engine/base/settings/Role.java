package io.quantum.governor.engine.base.settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a daemon does; one daemon may do all of it. */
public enum Role {
    /** Decides plans. */
    GOVERNOR,
    /** Works out portfolio budgets. */
    BUDGET,
    /** Proposes allocation targets. */
    ALLOCATION;

    /**
     * Reads roles.
     *
     * @param text their names, separated by commas: {@code governor,budget}
     * @throws SettingsException with one line when a name is none of a role, or none is given
     */
    public static Set<Role> parse(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text.split(",", -1)) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.wireName().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new SettingsException(List.of("--roles: '" + name.strip()
                            + "' is not a role; give any of governor, budget and allocation, separated by commas"))));
        }
        return roles;
    }

    /** The role's name as people write it: {@code governor}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
