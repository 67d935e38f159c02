import Basics
import Spaces

/// A space with every kind of element, and fields that nobody knows, in canonical form.
let fixture = """
  {
    "version": 2,
    "config": {
      "sample_questions": [
        {"id": "10000000000000000000000000000001", "question": ["How many orders?"], "pinned": true}
      ]
    },
    "data_sources": {
      "tables": [
        {
          "identifier": "main.shop.customers",
          "column_configs": [
            {"column_name": "city", "description": ["Where they live"]},
            {"column_name": "name", "synonyms": ["buyer", "client"], "enable_format_assistance": true}
          ]
        },
        {
          "identifier": "main.shop.orders",
          "description": ["One row\\n", "per order"],
          "column_configs": [
            {"column_name": "note", "exclude": true, "tone": {"b": 1, "a": 1.50}},
            {
              "column_name": "region",
              "enable_entity_matching": true,
              "enable_format_assistance": true
            }
          ]
        }
      ],
      "metric_views": [{"identifier": "main.shop.sales"}]
    },
    "instructions": {
      "text_instructions": [
        {
          "id": "20000000000000000000000000000000",
          "content": ["Prices are in euros.\\n", "## DATES\\n", "- The year starts in April\\n", "- Weeks start on Monday\\n"]
        }
      ],
      "example_question_sqls": [
        {
          "id": "20000000000000000000000000000001",
          "question": ["Orders of a region"],
          "sql": ["SELECT COUNT(*) FROM main.shop.orders\\n", "WHERE region = :region"],
          "parameters": [{"name": "region", "type_hint": "STRING", "default_value": {"values": ["EMEA"]}}],
          "usage_guidance": ["For one region"]
        }
      ],
      "sql_functions": [{"id": "20000000000000000000000000000002", "identifier": "main.shop.quarter"}],
      "join_specs": [
        {
          "id": "20000000000000000000000000000003",
          "left": {"identifier": "main.shop.orders", "alias": "orders"},
          "right": {"identifier": "main.shop.customers", "alias": "customers"},
          "sql": [
            "`orders`.`customer_id` = `customers`.`id`",
            "--rt=FROM_RELATIONSHIP_TYPE_MANY_TO_ONE--"
          ]
        }
      ],
      "sql_snippets": {
        "filters": [
          {"id": "20000000000000000000000000000004", "display_name": "large", "sql": ["orders.amount > 1000"]}
        ],
        "measures": [
          {
            "id": "20000000000000000000000000000005",
            "alias": "total",
            "display_name": "Total",
            "sql": ["SUM(orders.amount)"],
            "synonyms": ["revenue"]
          }
        ]
      }
    },
    "benchmarks": {
      "questions": [
        {
          "id": "10000000000000000000000000000002",
          "question": ["Average?"],
          "answer": [{"format": "SQL", "content": ["SELECT AVG(amount) FROM main.shop.orders"]}]
        }
      ]
    },
    "later": [{"than": "this"}]
  }
  """

func space() throws -> Space { try Space.read(fixture).space }

/// The fixture's document with the value at a path (`instructions.join_specs[0].sql`) replaced, or removed.
func document(with value: JSON?, at path: String) throws -> JSON {
  let steps = path.split { "[].".contains($0) }.map(String.init)
  return setting(try space().document, steps[...], value)
}

private func setting(_ document: JSON, _ steps: ArraySlice<String>, _ value: JSON?) -> JSON {
  guard let step = steps.first else { return value ?? .null }
  if var values = document.arrayValue, let index = Int(step) {
    let new = setting(index < values.count ? values[index] : .null, steps.dropFirst(), value)
    if index < values.count { values[index] = new } else { values.append(new) }
    return .array(values)
  }
  var object = document.objectValue ?? JSONObject()
  if steps.count == 1, value == nil {
    object[step] = nil
  } else {
    object[step] = setting(object[step] ?? .object(JSONObject()), steps.dropFirst(), value)
  }
  return .object(object)
}
