package io.quantum.governor.engine.tools.cli;

import io.quantum.governor.engine.rules.ruletest.RuleTestResult;
import java.io.PrintStream;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The tests of a {@link TestReport} as the XML that build servers read. */
final class TestReportJunit {
    private TestReportJunit() {}

    static void print(TestReport report, PrintStream out) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", report.rulebook().manifest().name());
            xml.writeAttribute("tests", Integer.toString(report.run().results().size()));
            xml.writeAttribute("failures", Long.toString(report.run().failures().count()));
            for (RuleTestResult result : report.run().results()) {
                write(xml, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("tests can't be written as XML", e);
        }
        out.println(text);
    }

    private static void write(XMLStreamWriter xml, RuleTestResult result) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.test().file());
        xml.writeAttribute("name", result.test().name());
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeCharacters(result.failure());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
