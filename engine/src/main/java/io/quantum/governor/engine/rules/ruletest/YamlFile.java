package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quantum.governor.engine.base.process.FileFault;
import io.quantum.governor.engine.rules.rulebook.fence.Characters;
import io.quantum.governor.engine.rules.rulebook.fence.YamlFault;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file as a tree; a key that stands twice is refused.
 *
 * @param place its beginning
 */
record YamlFile(Place place, JsonNode content) {
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /**
     * Reads.
     *
     * @param name relative to the folder of tests
     */
    static YamlFile read(String name, String text) {
        Lines lines = new Lines();
        Place place = Place.of(name, lines);
        Characters.invisible(place.file(), text).stream().findFirst().ifPresent(fault -> {
            throw new RuleTestException(fault.file(), fault.line(), fault.sentence() + "; " + fault.remedy());
        });
        try (JsonParser parser = YAML.createParser(text)) {
            @Nullable JsonNode content = YAML.reader(lines.factory(parser)).readTree(parser);
            return new YamlFile(place, content == null ? MissingNode.getInstance() : content);
        } catch (JsonProcessingException e) {
            YamlFault fault = YamlFault.of(e);
            throw new RuleTestException(place.file(), fault.line(), fault.toString());
        } catch (IOException e) {
            throw place.fault("it can't be read (" + FileFault.reason(e) + ")");
        }
    }
}
