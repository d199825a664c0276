// Fills a form with JavaRosa, the engine of ODK Collect: FORM.xml ANSWERS.tsv -> the submission on stdout.
// A line of answers is kind, path, value. What the engine does not ask or does not let through stands on stderr.
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.*;
import org.javarosa.core.model.utils.DateUtils;
import org.javarosa.model.xform.*;
import org.javarosa.xform.util.XFormUtils;

public class FilledForm {
    public static void main(String[] given) throws Exception {
        new XFormsModule().registerModule();
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(given[0]));
        form.initialize(true, new InstanceInitializationFactory());
        FormInstance asked = form.getMainInstance();
        for (String line : Files.readAllLines(Paths.get(given[1]))) {
            String[] parts = line.split("\t", 3);
            TreeReference path = XPathReference.getPathExpr("/data/" + parts[1]).getReference();
            TreeElement question = asked.resolveReference(path);
            IAnswerData answer = answer(parts[0], parts[2]);
            if (!question.isRelevant()) {
                System.err.println("not asked " + parts[1]);
            } else if (!form.evaluateConstraint(question.getRef(), answer)) {
                System.err.println("refused " + parts[1] + " " + parts[2]);
            } else {
                form.setValue(answer, question.getRef(), true);
            }
        }
        form.postProcessInstance();
        System.out.write(new XFormSerializingVisitor().serializeInstance(asked, new XPathReference("/")));
        System.out.flush();
    }

    private static IAnswerData answer(String kind, String value) {
        switch (kind) {
            case "select": return new SelectOneData(new Selection(value));
            case "integer": return new IntegerData(Integer.parseInt(value));
            case "decimal": return new DecimalData(Double.parseDouble(value));
            case "dateTime": return new DateTimeData(DateUtils.parseDateTime(value));
            case "date": return new DateData(DateUtils.parseDate(value));
            case "geopoint": {
                String[] part = value.split(" ");
                double[] found = new double[part.length];
                for (int place = 0; place < part.length; place++) found[place] = Double.parseDouble(part[place]);
                return new GeoPointData(found);
            }
            default: return new StringData(value);
        }
    }
}
