package io.quantum.governor.engine.rules.rulebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quantum.governor.engine.rules.rulebook.fence.Characters;
import io.quantum.governor.engine.rules.rulebook.fence.Fault;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.engine.rules.rulebook.fence.YamlFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code rulebook.yaml}. */
final class ManifestReader {
    static final String FILE = "rulebook.yaml";

    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();
    private static final String VERSION = "[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(-[0-9A-Za-z.]{1,40})?";

    private ManifestReader() {}

    /**
     * Reads.
     *
     * @throws RulebookException when something is missing or not understood, with its line
     */
    static RulebookManifest read(String text) {
        List<Fault> invisible = Characters.invisible(FILE, text);
        if (!invisible.isEmpty()) {
            throw new RulebookException(invisible);
        }
        try {
            @Nullable RulebookManifest manifest = YAML.readValue(text, RulebookManifest.class);
            refuseWhatIsMissing(manifest, text);
            return manifest;
        } catch (UnrecognizedPropertyException e) {
            String word = e.getPropertyName();
            throw fault(lineOf(word, text), "there is no key '" + word + "' here", Words.nearest(word, keys()));
        } catch (JsonMappingException e) {
            throw fault(
                    lineOf(e), "this is not understood", "write 'name: a text' and the like, each key on its own line");
        } catch (JsonProcessingException e) {
            YamlFault fault = YamlFault.of(e);
            throw fault(fault.line(), fault.sentence(), fault.remedy());
        }
    }

    private static void refuseWhatIsMissing(@Nullable RulebookManifest manifest, String text) {
        if (manifest == null) {
            throw fault(1, "it is empty", "write name, version, owner and changed");
        }
        Map<String, @Nullable String> said = new LinkedHashMap<>();
        said.put("name", manifest.name());
        said.put("version", manifest.version());
        said.put("owner", manifest.owner());
        said.put("changed", manifest.changed());
        said.forEach((key, value) -> {
            if (value == null || value.isBlank()) {
                throw fault(lineOf(key, text), "'" + key + "' is missing", "write a line '" + key + ": ...'");
            }
        });
        if (!manifest.version().matches(VERSION)) {
            throw fault(
                    lineOf("version", text),
                    "'" + manifest.version() + "' is not a version",
                    "write three numbers, such as 1.2.0");
        }
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (var component : RulebookManifest.class.getRecordComponents()) {
            keys.add(component.getName());
        }
        return keys;
    }

    private static int lineOf(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    /** The line of a key; the first one when it is not there. */
    private static int lineOf(String key, String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(key + ":")) {
                return i + 1;
            }
        }
        return 1;
    }

    private static RulebookException fault(int line, String sentence, String remedy) {
        return new RulebookException(List.of(new Fault(FILE, line, "", sentence, remedy)));
    }
}
