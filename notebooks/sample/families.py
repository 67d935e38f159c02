"""The questions of the sample, by family: (name, difficulty, [(question, SQL), ...]).

A family holds paraphrases of one question; the value asked for may differ (another region, another year).
The SQL comes from the semantic layer of business.py, so one business concept is one expression everywhere.
"""
from business import ask, never, rows, share

families = [
    # --- sales ------------------------------------------------------------------------------------------------------
    ("sales_of_year", "easy", [
        ("What were total sales in fiscal 2023?", ask("sales", w=("year", 2023))),
        ("How much revenue did we book in FY2022?", ask("sales", w=("year", 2022))),
        ("Turnover for fiscal year 2024 so far?", ask("sales", w=("year", 2024))),
    ]),
    ("sales_by_region", "easy", [
        ("I need the sales figure for every region", ask("sales", "region")),
        ("Show revenue by territory", ask("sales", "region")),
        ("Split turnover across the regions", ask("sales", "region")),
    ]),
    ("sales_by_category", "easy", [
        ("Sales by product category, please", ask("sales", "category")),
        ("How is our revenue spread over the categories?", ask("sales", "category")),
        ("turnover per category in fiscal 2024", ask("sales", "category", ("year", 2024))),
    ]),
    ("sales_by_channel", "easy", [
        ("Revenue per channel", ask("sales", "channel")),
        ("What are the sales of each channel?", ask("sales", "channel")),
        ("Break last year's turnover down by channel", ask("sales", "channel", "last year")),
    ]),
    ("sales_by_segment", "easy", [
        ("How much revenue comes from each customer segment?", ask("sales", "segment")),
        ("Sales by segment for FY2023", ask("sales", "segment", ("year", 2023))),
    ]),
    ("sales_by_brand_online", "medium", [
        ("What are online sales by brand?", ask("sales", "brand", "online")),
        ("Give me the revenue of every brand on the web", ask("sales", "brand", "online")),
        ("In-store turnover per brand", ask("sales", "brand", "store")),
    ]),
    ("sales_by_rep_of_year", "medium", [
        ("Revenue by sales rep in fiscal 2024", ask("sales", "rep", ("year", 2024))),
        ("What were every rep's sales in FY2023?", ask("sales", "rep", ("year", 2023))),
        ("Turnover per salesperson, fiscal 2022", ask("sales", "rep", ("year", 2022))),
    ]),
    ("sales_by_quarter", "easy", [
        ("Show sales by fiscal quarter", ask("sales", "quarter")),
        ("How did revenue develop quarter by quarter?", ask("sales", "quarter")),
        ("Quarterly turnover of the wholesale business", ask("sales", "quarter", "wholesale")),
    ]),
    ("sales_by_month_of_year", "medium", [
        ("Monthly sales for fiscal 2023", ask("sales", "month", ("year", 2023))),
        ("I need this year's revenue by month", ask("sales", "month", "this year")),
        ("turnover per month in FY2022", ask("sales", "month", ("year", 2022))),
    ]),
    ("sales_of_region", "easy", [
        ("What are total sales in Highmoor?", ask("sales", w=("region", "Highmoor"))),
        ("What is our revenue in the Saltcoast territory?", ask("sales", w=("region", "Saltcoast"))),
        ("Lakelands turnover", ask("sales", w=("region", "Lakelands"))),
    ]),
    ("sales_of_category_and_year", "easy", [
        ("Sales of Tents in FY2023", ask("sales", w=[("category", "Tents"), ("year", 2023)])),
        ("What revenue did Boots make in fiscal 2022?", ask("sales", w=[("category", "Boots"), ("year", 2022)])),
        ("How did Backpacks do last year in turnover?", ask("sales", w=[("category", "Backpacks"), "last year"])),
    ]),
    ("sales_of_channel_last_quarter", "easy", [
        ("What were online sales last quarter?", ask("sales", w=["online", "last quarter"])),
        ("Revenue from the phone channel in the last fiscal quarter", ask("sales", w=["phone", "last quarter"])),
        ("How much turnover did the stores make last quarter?", ask("sales", w=["store", "last quarter"])),
    ]),
    ("sales_of_customer_type_in_region", "medium", [
        ("Wholesale revenue in Northfell", ask("sales", w=["wholesale", ("region", "Northfell")])),
        ("How much turnover do guide services give us in the Highmoor region?", ask("sales", w=["guide", ("region", "Highmoor")])),
        ("What are retail sales in Redcliff?", ask("sales", w=["retail", ("region", "Redcliff")])),
    ]),
    ("top_products_by_sales", "medium", [
        ("Top 10 products by revenue", ask("sales", "product", top=10)),
        ("Which five articles have the highest sales? Show their sales too.", ask("sales", "product", top=5)),
        ("Top 5 products by turnover in FY2024", ask("sales", "product", ("year", 2024), top=5)),
    ]),
    ("top_customers_by_sales", "medium", [
        ("Who are our ten biggest customers by sales? Show the amounts.", ask("sales", "customer", top=10)),
        ("Top 5 clients by revenue in fiscal 2023", ask("sales", "customer", ("year", 2023), top=5)),
        ("Top 3 guide clients by turnover", ask("sales", "customer", "guide", top=3)),
    ]),
    ("best_region_by_sales", "medium", [
        ("Which region has the highest sales?", ask("sales", "region", which="most")),
        ("Which territory brought in the most retail revenue in fiscal 2022?", ask("sales", "region", ["retail", ("year", 2022)], which="most")),
        ("What was the strongest region by turnover with guide services?", ask("sales", "region", "guide", which="most")),
    ]),
    ("worst_category_by_sales", "medium", [
        ("Which category had the lowest revenue last year?", ask("sales", "category", "last year", which="least")),
        ("Our weakest category by sales in the stores?", ask("sales", "category", "store", which="least")),
    ]),
    ("sales_by_region_and_category", "hard", [
        ("Sales by region and category in fiscal 2024", ask("sales", ["region", "category"], ("year", 2024))),
        ("Revenue matrix: territory against category for FY2023", ask("sales", ["region", "category"], ("year", 2023))),
    ]),
    ("sales_by_year_and_channel", "hard", [
        ("Turnover by fiscal year and channel", ask("sales", ["year", "channel"])),
        ("How have the channels developed? Sales for each year and channel", ask("sales", ["year", "channel"])),
        ("Loyalty member revenue per year and channel", ask("sales", ["year", "channel"], "loyalty")),
    ]),
    ("regions_with_sales_above", "hard", [
        ("Which regions had sales of more than $500,000?", ask("sales", "region", having="> 500000")),
        ("Territories with revenue above 150,000 dollars in FY2023", ask("sales", "region", ("year", 2023), having="> 150000")),
        ("In which regions is turnover below $400,000?", ask("sales", "region", having="< 400000")),
    ]),
    ("customers_with_sales_above", "hard", [
        ("Which wholesale customers had sales over $20,000?", ask("sales", "customer", "wholesale", having="> 20000")),
        ("Clients with more than 10,000 dollars of revenue in FY2024", ask("sales", "customer", ("year", 2024), having="> 10000")),
    ]),
    ("sales_two_regions_compared", "medium", [
        ("Compare sales in Highmoor and Saltcoast", ask("sales", "region", ("region", ["Highmoor", "Saltcoast"]))),
        ("Revenue of Greenvale versus Stonereach", ask("sales", "region", ("region", ["Greenvale", "Stonereach"]))),
    ]),
    ("sales_two_years_compared", "medium", [
        ("How does revenue in fiscal 2023 compare with fiscal 2022?", ask("sales", "year", ("year", [2022, 2023]))),
        ("Sales FY2023 vs FY2024", ask("sales", "year", ("year", [2023, 2024]))),
        ("Tents turnover in fiscal 2022 versus fiscal 2023", ask("sales", "year", [("year", [2022, 2023]), ("category", "Tents")])),
    ]),
    ("share_of_sales", "hard", [
        ("What percentage of sales is online?", share("sales", "online")),
        ("What share of our revenue comes from wholesale customers?", share("sales", "wholesale")),
        ("Own-brand share of turnover in FY2024, in percent", share("sales", "own brand", ("year", 2024))),
    ]),
    ("sales_by_home_region", "hard", [
        ("Sales by the customer's home region", ask("sales", "home region")),
        ("Revenue by billing region for FY2024", ask("sales", "home region", ("year", 2024))),
        ("What is turnover per home region for wholesale clients?", ask("sales", "home region", "wholesale")),
    ]),
    ("sales_by_account_manager", "hard", [
        ("Revenue by account manager", ask("sales", "account manager")),
        ("What are the sales of each account manager's clients in fiscal 2023?", ask("sales", "account manager", ("year", 2023))),
        ("Wholesale turnover per account manager", ask("sales", "account manager", "wholesale")),
    ]),
    ("sales_to_loyalty_members", "easy", [
        ("How much revenue comes from loyalty members?", ask("sales", w="loyalty")),
        ("Sales to loyalty members in FY2024", ask("sales", w=["loyalty", ("year", 2024)])),
        ("What turnover did the loyalty programme bring last quarter?", ask("sales", w=["loyalty", "last quarter"])),
    ]),
    ("own_brand_sales_by_category", "medium", [
        ("Own-brand sales by category", ask("sales", "category", "own brand")),
        ("What revenue do our house brands make in each category?", ask("sales", "category", "own brand")),
    ]),
    ("sales_between_dates", "easy", [
        ("Sales between 1 May 2023 and 31 August 2023", ask("sales", w=("dates", 20230501, 20230831))),
        ("What was revenue from 2024-03-15 to 2024-04-15?", ask("sales", w=("dates", 20240315, 20240415))),
        ("Turnover between 20 November 2022 and 24 December 2022", ask("sales", w=("dates", 20221120, 20221224))),
    ]),
    ("top_reps_in_region", "hard", [
        ("Top 3 reps by sales in Highmoor", ask("sales", "rep", ("region", "Highmoor"), top=3)),
        ("Who are the five best salespeople by revenue in the Saltcoast territory? With figures.", ask("sales", "rep", ("region", "Saltcoast"), top=5)),
    ]),
    ("sales_of_month", "easy", [
        ("What were sales in July 2023?", ask("sales", w=("month", 202307))),
        ("Revenue for the month of March 2024", ask("sales", w=("month", 202403))),
    ]),
    ("sales_without_category", "medium", [
        ("What are total sales without Tents?", ask("sales", w=("not category", "Tents"))),
        ("Revenue excluding Accessories in FY2023", ask("sales", w=[("not category", "Accessories"), ("year", 2023)])),
        ("How much turnover is left if we leave out Boots and Rainwear?", ask("sales", w=("not category", ["Boots", "Rainwear"]))),
    ]),
    ("sales_of_discontinued_by_brand", "medium", [
        ("Sales of discontinued products by brand", ask("sales", "brand", "discontinued")),
        ("How much revenue did each brand make with discontinued articles?", ask("sales", "brand", "discontinued")),
    ]),
    ("sales_on_hold", "medium", [
        ("How much sales volume is stuck in orders on hold?", ask("sales", w="on hold")),
        ("Revenue tied up in open orders", ask("sales", w="open")),
        ("What would cancelled orders have been worth in sales in FY2023?", ask("sales", w=["cancelled", ("year", 2023)])),
    ]),
    ("sales_and_units_by_category", "medium", [
        ("Show sales and units by category for last quarter", ask(["sales", "units"], "category", "last quarter")),
        ("Revenue and units sold per category, FY2024", ask(["sales", "units"], "category", ("year", 2024))),
    ]),
    ("sales_and_orders_by_segment", "medium", [
        ("Sales and number of orders by segment", ask(["sales", "orders"], "segment")),
        ("Revenue and order count per segment for last year", ask(["sales", "orders"], "segment", "last year")),
    ]),
    ("sales_and_margin_by_brand", "medium", [
        ("Sales and margin by brand in fiscal 2024", ask(["sales", "margin"], "brand", ("year", 2024))),
        ("Put turnover and gross profit side by side for every brand", ask(["sales", "margin"], "brand")),
    ]),
    ("sales_without_rep", "medium", [
        ("Revenue by channel from orders without a rep", ask("sales", "channel", "no rep")),
        ("What turnover did each channel make without a sales rep in FY2024?", ask("sales", "channel", ["no rep", ("year", 2024)])),
    ]),
    ("sales_of_retail_by_month", "medium", [
        ("Retail sales by month in fiscal 2022", ask("sales", "month", ["retail", ("year", 2022)])),
        ("Monthly revenue with guide services this year", ask("sales", "month", ["guide", "this year"])),
    ]),
    ("sales_of_brand_in_segment", "medium", [
        ("What are our sales of Skarn to Alpinists?", ask("sales", w=[("brand", "Skarn"), ("segment", "Alpinists")])),
        ("Revenue of Fellhaven with Family Campers", ask("sales", w=[("brand", "Fellhaven"), ("segment", "Family Campers")])),
    ]),
    # --- units ------------------------------------------------------------------------------------------------------
    ("units_by_category", "easy", [
        ("How many units did we sell in each category?", ask("units", "category")),
        ("Units sold by category last year", ask("units", "category", "last year")),
        ("pieces sold per category", ask("units", "category")),
    ]),
    ("units_of_product", "easy", [
        ("How many units of the Larkspur Tent were sold?", ask("units", w=("product", "Larkspur Tent"))),
        ("Units sold: Nimbus Jacket in fiscal 2023", ask("units", w=[("product", "Nimbus Jacket"), ("year", 2023)])),
        ("Number of pieces of Halcyon Boot sold online", ask("units", w=[("product", "Halcyon Boot"), "online"])),
    ]),
    ("top_products_by_units", "medium", [
        ("Top 4 products by units sold in fiscal 2022", ask("units", "product", ("year", 2022), top=4)),
        ("What were the three best-selling articles by pieces on the web? With the count.", ask("units", "product", "online", top=3)),
        ("Top three products by units with wholesale customers", ask("units", "product", "wholesale", top=3)),
    ]),
    ("bottom_brands_by_units", "medium", [
        ("Bottom three brands by units in fiscal 2024", ask("units", "brand", ("year", 2024), bottom=3)),
        ("The 3 brands with the fewest pieces sold in store, with numbers", ask("units", "brand", "store", bottom=3)),
    ]),
    ("units_by_warehouse", "medium", [
        ("Units shipped from each warehouse last quarter", ask("units", "warehouse", "last quarter")),
        ("How many pieces went out per warehouse in FY2023?", ask("units", "warehouse", ("year", 2023))),
    ]),
    ("units_by_category_and_year", "hard", [
        ("Units sold by category and fiscal year", ask("units", ["category", "year"])),
        ("Online units per category and year", ask("units", ["category", "year"], "online")),
    ]),
    ("categories_with_units_below", "hard", [
        ("Which categories sold fewer than 1,000 units in FY2023?", ask("units", "category", ("year", 2023), having="< 1000")),
        ("Categories with more than 1,250 pieces sold this year", ask("units", "category", "this year", having="> 1250")),
    ]),
    ("units_of_own_brand_by_quarter", "medium", [
        ("Own-brand units by quarter", ask("units", "quarter", "own brand")),
        ("How many pieces of the house brands were sold in each fiscal quarter?", ask("units", "quarter", "own brand")),
    ]),
    ("segment_buying_most_units", "medium", [
        ("Which segment buys the most units of Trekking Poles?", ask("units", "segment", ("category", "Trekking Poles"), which="most")),
        ("Which customer segment took the fewest units of Cookware?", ask("units", "segment", ("category", "Cookware"), which="least")),
    ]),
    ("units_in_quarter_by_region", "medium", [
        ("Units by region in Q2 of fiscal 2024", ask("units", "region", ("quarter of", 2024, 2))),
        ("Pieces sold per territory in Q3 FY2023", ask("units", "region", ("quarter of", 2023, 3))),
    ]),
    ("units_without_brand", "medium", [
        ("Units sold by category excluding Tarn & Thistle", ask("units", "category", ("not brand", "Tarn & Thistle"))),
        ("How many pieces did each category sell without Fellhaven?", ask("units", "category", ("not brand", "Fellhaven"))),
    ]),
    ("units_in_month_by_category", "medium", [
        ("Units by category in June 2024", ask("units", "category", ("month", 202406))),
        ("Pieces sold per category in November 2023", ask("units", "category", ("month", 202311))),
    ]),
    ("units_of_two_categories", "medium", [
        ("Units of Tents versus Backpacks", ask("units", "category", ("category", ["Tents", "Backpacks"]))),
        ("Compare pieces sold of Boots and Trekking Poles in FY2023", ask("units", "category", [("category", ["Boots", "Trekking Poles"]), ("year", 2023)])),
    ]),
    ("units_of_status_by_category", "medium", [
        ("Units in open orders by category", ask("units", "category", "open")),
        ("How many pieces per category are in orders on hold?", ask("units", "category", "on hold")),
        ("Units in returned orders per category, FY2023", ask("units", "category", ["returned", ("year", 2023)])),
    ]),
    ("share_of_units", "hard", [
        ("What percentage of units comes from our house brands?", share("units", "own brand")),
        ("What share of units sold goes to retail customers?", share("units", "retail")),
    ]),
    # --- margin -----------------------------------------------------------------------------------------------------
    ("margin_of_year", "easy", [
        ("What was our margin in fiscal 2023?", ask("margin", w=("year", 2023))),
        ("Gross profit for FY2024", ask("margin", w=("year", 2024))),
        ("How much margin did we make last year?", ask("margin", w="last year")),
    ]),
    ("margin_by_brand", "easy", [
        ("Margin by brand", ask("margin", "brand")),
        ("Gross profit per brand in FY2023", ask("margin", "brand", ("year", 2023))),
    ]),
    ("best_category_by_margin", "medium", [
        ("Which category earns the highest margin?", ask("margin", "category", which="most")),
        ("Which category made the lowest gross profit in FY2022?", ask("margin", "category", ("year", 2022), which="least")),
    ]),
    ("margin_of_channel_in_year", "easy", [
        ("Online margin in fiscal 2024", ask("margin", w=["online", ("year", 2024)])),
        ("What gross profit did the stores make in FY2023?", ask("margin", w=["store", ("year", 2023)])),
        ("Margin on phone orders in fiscal 2022", ask("margin", w=["phone", ("year", 2022)])),
    ]),
    ("top_reps_by_margin", "medium", [
        ("Top 5 reps by margin", ask("margin", "rep", top=5)),
        ("Top three salespeople by gross profit last year", ask("margin", "rep", "last year", top=3)),
    ]),
    ("regions_with_margin_above", "hard", [
        ("Regions with more than $100,000 of margin in total", ask("margin", "region", having="> 100000")),
        ("Which territories made less than 60,000 dollars of gross profit in FY2023?", ask("margin", "region", ("year", 2023), having="< 60000")),
    ]),
    ("margin_of_segment_by_year", "medium", [
        ("Margin with Alpinists by fiscal year", ask("margin", "year", ("segment", "Alpinists"))),
        ("Yearly gross profit from Trail Runners", ask("margin", "year", ("segment", "Trail Runners"))),
    ]),
    ("margin_two_years_compared", "medium", [
        ("Gross profit in fiscal 2022 versus fiscal 2024", ask("margin", "year", ("year", [2022, 2024]))),
        ("Compare the margin on the web in FY2022 and FY2023", ask("margin", "year", ["online", ("year", [2022, 2023])])),
    ]),
    ("margin_without_region", "medium", [
        ("Margin by channel excluding Highmoor", ask("margin", "channel", ("not region", "Highmoor"))),
        ("Gross profit per channel without the Saltcoast territory", ask("margin", "channel", ("not region", "Saltcoast"))),
    ]),
    ("margin_rate_by_category", "medium", [
        ("Margin rate by category", ask("margin rate", "category")),
        ("What is the margin percentage of each category in FY2024?", ask("margin rate", "category", ("year", 2024))),
        ("Margin rate per category with retail customers", ask("margin rate", "category", "retail")),
    ]),
    ("margin_rate_by_customer_type", "medium", [
        ("What margin rate do we make with each customer type?", ask("margin rate", "customer type")),
        ("Margin percentage by customer type, last quarter", ask("margin rate", "customer type", "last quarter")),
    ]),
    ("brand_with_best_margin_rate", "hard", [
        ("Which brand has the best margin rate?", ask("margin rate", "brand", which="most")),
        ("Which brand had the lowest margin percentage in store?", ask("margin rate", "brand", "store", which="least")),
    ]),
    ("margin_rate_total", "easy", [
        ("What is our margin rate in FY2023?", ask("margin rate", w=("year", 2023))),
        ("Overall margin percentage of our house brands", ask("margin rate", w="own brand")),
        ("Margin rate of Rainwear", ask("margin rate", w=("category", "Rainwear"))),
    ]),
    ("regions_with_margin_rate_below", "hard", [
        ("Which regions have a margin rate below 32 percent in fiscal 2024?", ask("margin rate", "region", ("year", 2024), having="< 32")),
        ("Brands with a margin percentage over 32", ask("margin rate", "brand", having="> 32")),
    ]),
    # --- orders -----------------------------------------------------------------------------------------------------
    ("orders_of_year", "easy", [
        ("How many orders did we get in fiscal 2023?", ask("orders", w=("year", 2023))),
        ("Number of orders this year", ask("orders", w="this year")),
        ("Order count for FY2022", ask("orders", w=("year", 2022))),
    ]),
    ("orders_by_channel", "easy", [
        ("How many orders come in through each channel?", ask("orders", "channel")),
        ("Number of orders by channel last quarter", ask("orders", "channel", "last quarter")),
        ("Order count of retail customers per channel", ask("orders", "channel", "retail")),
    ]),
    ("orders_with_status", "easy", [
        ("How many orders are on hold?", ask("orders", w="on hold")),
        ("Number of cancelled orders", ask("orders", w="cancelled")),
        ("How many open orders do we have right now?", ask("orders", w="open")),
        ("Count the returned orders", ask("orders", w="returned")),
    ]),
    ("cancelled_orders_by_region", "medium", [
        ("Cancelled orders by region", ask("orders", "region", "cancelled")),
        ("How many orders were cancelled in each territory in FY2024?", ask("orders", "region", ["cancelled", ("year", 2024)])),
        ("Number of returned orders per territory", ask("orders", "region", "returned")),
    ]),
    ("on_hold_orders_by_rep", "medium", [
        ("How many orders on hold does each rep have?", ask("orders", "rep", "on hold")),
        ("Number of cancelled orders per salesperson", ask("orders", "rep", "cancelled")),
    ]),
    ("express_orders_by_warehouse", "medium", [
        ("Express orders per warehouse", ask("orders", "warehouse", "express")),
        ("How many rush orders did every warehouse handle last quarter?", ask("orders", "warehouse", ["express", "last quarter"])),
    ]),
    ("orders_of_segment_with_category", "medium", [
        ("How many orders from Weekend Hikers included Boots?", ask("orders", w=[("segment", "Weekend Hikers"), ("category", "Boots")])),
        ("Number of orders by Alpinists with Tents in them", ask("orders", w=[("segment", "Alpinists"), ("category", "Tents")])),
    ]),
    ("customers_with_many_orders", "hard", [
        ("Which customers placed more than 13 orders?", ask("orders", "customer", having="> 13")),
        ("Clients with at least 6 orders in FY2024", ask("orders", "customer", ("year", 2024), having=">= 6")),
    ]),
    ("orders_without_rep", "medium", [
        ("How many store orders have no sales rep?", ask("orders", w=["store", "no rep"])),
        ("Number of phone orders without a rep", ask("orders", w=["phone", "no rep"])),
    ]),
    ("orders_between_dates", "easy", [
        ("How many orders came in between 1 June 2024 and 31 July 2024?", ask("orders", w=("dates", 20240601, 20240731))),
        ("Order count from 2022-12-01 to 2022-12-24", ask("orders", w=("dates", 20221201, 20221224))),
        ("Number of online orders between 10 October 2023 and 20 October 2023", ask("orders", w=["online", ("dates", 20231010, 20231020)])),
    ]),
    ("busiest_month_by_orders", "medium", [
        ("Which month had the most orders?", ask("orders", "month", which="most")),
        ("Which month of FY2023 saw the fewest orders?", ask("orders", "month", ("year", 2023), which="least")),
    ]),
    ("top_warehouses_by_orders", "medium", [
        ("Top 3 warehouses by number of orders this year", ask("orders", "warehouse", "this year", top=3)),
        ("The two warehouses with the most returned orders, with the counts", ask("orders", "warehouse", "returned", top=2)),
    ]),
    ("orders_by_channel_and_region", "hard", [
        ("Orders by channel and region in FY2024", ask("orders", ["channel", "region"], ("year", 2024))),
        ("Express order count per channel and territory", ask("orders", ["channel", "region"], "express")),
    ]),
    ("share_of_orders", "hard", [
        ("What percentage of orders is express?", share("orders", "express")),
        ("What share of orders comes in over the web?", share("orders", "online")),
        ("Share of phone orders in FY2024, in percent", share("orders", "phone", ("year", 2024))),
        ("What percentage of orders has no sales rep?", share("orders", "no rep")),
    ]),
    ("orders_of_account_manager", "medium", [
        ("Number of orders by account manager last quarter", ask("orders", "account manager", "last quarter")),
        ("How many orders did the clients of each account manager place in FY2022?", ask("orders", "account manager", ("year", 2022))),
    ]),
    ("orders_of_status_by_warehouse", "medium", [
        ("Open orders by warehouse", ask("orders", "warehouse", "open")),
        ("How many returned orders does each warehouse have for FY2024?", ask("orders", "warehouse", ["returned", ("year", 2024)])),
        ("Orders on hold per warehouse", ask("orders", "warehouse", "on hold")),
    ]),
    ("orders_of_status_by_segment", "medium", [
        ("Returned orders by segment", ask("orders", "segment", "returned")),
        ("Number of open orders per segment", ask("orders", "segment", "open")),
        ("How many cancelled orders come from each segment?", ask("orders", "segment", "cancelled")),
    ]),
    ("orders_by_quarter", "easy", [
        ("Number of orders per fiscal quarter", ask("orders", "quarter")),
        ("How many rush orders did we have in each quarter?", ask("orders", "quarter", "express")),
        ("Cancelled orders quarter by quarter", ask("orders", "quarter", "cancelled")),
    ]),
    ("orders_in_month", "easy", [
        ("How many orders did we get in November 2023?", ask("orders", w=("month", 202311))),
        ("Number of phone orders in May 2024", ask("orders", w=["phone", ("month", 202405)])),
        ("Order count without a rep for August 2022", ask("orders", w=["no rep", ("month", 202208)])),
    ]),
    ("orders_without_region", "medium", [
        ("Number of orders by warehouse excluding Highmoor", ask("orders", "warehouse", ("not region", "Highmoor"))),
        ("How many orders does each warehouse ship, leaving out the Harn Isles territory?", ask("orders", "warehouse", ("not region", "Harn Isles"))),
    ]),
    ("list_orders_of_warehouse", "medium", [
        ("List the open rush orders", rows("ord_hdr.ord_id", "ord_hdr", ["open", "express"])),
        ("Which orders are on hold at the Dunmere warehouse?", rows("ord_hdr.ord_id", "ord_hdr", ["on hold", ("warehouse", "Dunmere")])),
        ("List the open orders for Saltcoast", rows("ord_hdr.ord_id", "ord_hdr", ["open", ("region", "Saltcoast")])),
    ]),
    # --- average order value ----------------------------------------------------------------------------------------
    ("order_value_by_channel", "easy", [
        ("Average order value by channel", ask("order value", "channel")),
        ("What is the basket size in each channel for FY2024?", ask("order value", "channel", ("year", 2024))),
    ]),
    ("order_value_of_customer_type", "easy", [
        ("What is the average order value of wholesale customers?", ask("order value", w="wholesale")),
        ("Basket size for guide services", ask("order value", w="guide")),
        ("Average order value of retail clients last year", ask("order value", w=["retail", "last year"])),
    ]),
    ("order_value_by_segment", "easy", [
        ("Average order value per segment", ask("order value", "segment")),
        ("Basket size by segment, online only", ask("order value", "segment", "online")),
    ]),
    ("region_with_best_order_value", "medium", [
        ("Which region has the highest average order value?", ask("order value", "region", which="most")),
        ("Which territory had the smallest basket size in FY2023?", ask("order value", "region", ("year", 2023), which="least")),
    ]),
    ("order_value_by_year", "medium", [
        ("How has average order value changed by fiscal year?", ask("order value", "year")),
        ("Basket size of loyalty members per year", ask("order value", "year", "loyalty")),
    ]),
    ("reps_with_order_value_above", "hard", [
        ("Which reps have an average order value above $700?", ask("order value", "rep", having="> 700")),
        ("Account managers with a basket size over 1,200 dollars", ask("order value", "account manager", having="> 1200")),
    ]),
    # --- customers --------------------------------------------------------------------------------------------------
    ("number_of_customers", "easy", [
        ("How many customers do we have?", ask("customers")),
        ("Number of active clients", ask("customers", w="active")),
        ("How many customers are dormant?", ask("customers", w="dormant")),
        ("How many loyalty members are there?", ask("customers", w="loyalty")),
    ]),
    ("customers_by_home_region", "medium", [
        ("How many customers do we have in each region?", ask("customers", "home region")),
        ("Number of active clients by home region", ask("customers", "home region", "active")),
        ("Loyalty members per billing region", ask("customers", "home region", "loyalty")),
    ]),
    ("customers_by_segment", "easy", [
        ("Number of customers by segment", ask("customers", "segment")),
        ("How many loyalty members are in each segment?", ask("customers", "segment", "loyalty")),
        ("Dormant clients per segment", ask("customers", "segment", "dormant")),
    ]),
    ("customers_of_type_in_region", "medium", [
        ("How many wholesale customers are based in Highmoor?", ask("customers", w=["wholesale", ("home region", "Highmoor")])),
        ("Number of guide clients based in Northfell", ask("customers", w=["guide", ("home region", "Northfell")])),
        ("How many retail customers are based in Greenvale?", ask("customers", w=["retail", ("home region", "Greenvale")])),
    ]),
    ("list_customers_of_type", "medium", [
        ("List the active guide customers based in Redcliff", rows("cust.cust_nm", "cust", ["active", "guide", ("home region", "Redcliff")])),
        ("Names of dormant wholesale clients based in Saltcoast", rows("cust.cust_nm", "cust", ["dormant", "wholesale", ("home region", "Saltcoast")])),
        ("Which wholesale clients are dormant?", rows("cust.cust_nm", "cust", ["dormant", "wholesale"])),
    ]),
    ("customers_without_email", "easy", [
        ("How many customers have no email address?", ask("customers", w="no email")),
        ("Number of active clients without an email", ask("customers", w=["active", "no email"])),
        ("How many loyalty members have no email on file?", ask("customers", w=["loyalty", "no email"])),
    ]),
    ("list_customers_without_email", "medium", [
        ("List wholesale customers without an email", rows("cust.cust_nm", "cust", ["wholesale", "no email"])),
        ("Which active guide clients have no email address?", rows("cust.cust_nm", "cust", ["active", "guide", "no email"])),
    ]),
    ("customers_by_account_manager", "medium", [
        ("How many customers does each account manager look after?", ask("customers", "account manager")),
        ("Number of wholesale clients per account manager", ask("customers", "account manager", "wholesale")),
        ("Dormant customers by account manager", ask("customers", "account manager", "dormant")),
    ]),
    ("customers_signed_up_since", "easy", [
        ("How many customers signed up since 1 January 2023?", ask("customers", w=("sql", "cust.reg_dt >= 20230101"))),
        ("Number of loyalty members who signed up since 1 June 2022", ask("customers", w=["loyalty", ("sql", "cust.reg_dt >= 20220601")])),
    ]),
    ("customers_signed_up_between_by_segment", "medium", [
        ("Customers who signed up between 1 February 2022 and 31 January 2023, by segment",
         ask("customers", "segment", ("sql", "cust.reg_dt BETWEEN 20220201 AND 20230131"))),
        ("How many clients per segment signed up from 2020-01-01 to 2020-12-31?",
         ask("customers", "segment", ("sql", "cust.reg_dt BETWEEN 20200101 AND 20201231"))),
    ]),
    ("customers_signed_up_since_by_region", "medium", [
        ("Customers who signed up since 1 January 2024 by home region", ask("customers", "home region", ("sql", "cust.reg_dt >= 20240101"))),
        ("How many clients signed up since 2022-07-01, per home region?", ask("customers", "home region", ("sql", "cust.reg_dt >= 20220701"))),
    ]),
    ("list_customers_signed_up_since", "medium", [
        ("List wholesale customers who signed up since 1 January 2024", rows("cust.cust_nm", "cust", ["wholesale", ("sql", "cust.reg_dt >= 20240101")])),
        ("Which guide clients signed up since 1 March 2023?", rows("cust.cust_nm", "cust", ["guide", ("sql", "cust.reg_dt >= 20230301")])),
    ]),
    ("customers_without_email_by_region", "medium", [
        ("Customers without an email by home region", ask("customers", "home region", "no email")),
        ("How many retail clients have no email in each billing region?", ask("customers", "home region", ["retail", "no email"])),
    ]),
    ("largest_segment", "medium", [
        ("Which segment has the most customers?", ask("customers", "segment", which="most")),
        ("Which segment has the fewest active clients?", ask("customers", "segment", "active", which="least")),
    ]),
    ("regions_with_customers_above", "hard", [
        ("Which home regions have more than 200 customers?", ask("customers", "home region", having="> 200")),
        ("Billing regions with fewer than 50 dormant clients", ask("customers", "home region", "dormant", having="< 50")),
    ]),
    ("customers_by_region_and_type", "hard", [
        ("Number of customers by home region and segment", ask("customers", ["home region", "segment"])),
        ("Active clients per home region and customer type", ask("customers", ["home region", "customer type"], "active")),
    ]),
    ("share_of_customers", "hard", [
        ("What percentage of customers are loyalty members?", share("customers", "loyalty")),
        ("What share of clients is dormant?", share("customers", "dormant")),
        ("Share of customers without an email, in percent", share("customers", "no email")),
    ]),
    ("customers_never_ordered", "hard", [
        ("How many customers never ordered anything?",
         never("COUNT(DISTINCT cust.cust_id)", "cust", "cust.cust_id", "ord_hdr", "ord_hdr.cust_id")),
        ("Number of active clients that have never placed an order",
         never("COUNT(DISTINCT cust.cust_id)", "cust", "cust.cust_id", "ord_hdr", "ord_hdr.cust_id", "active")),
    ]),
    ("list_customers_not_ordering_in_period", "hard", [
        ("Which active guide customers placed no order this year?",
         never("cust.cust_nm", "cust", "cust.cust_id", "ord_hdr", "ord_hdr.cust_id", ["active", "guide"], ["this year"])),
        ("List active wholesale clients with no order in FY2024",
         never("cust.cust_nm", "cust", "cust.cust_id", "ord_hdr", "ord_hdr.cust_id", ["active", "wholesale"], [("year", 2024)])),
    ]),
    # --- buyers -----------------------------------------------------------------------------------------------------
    ("buyers_by_channel", "easy", [
        ("Number of buyers by channel", ask("buyers", "channel")),
        ("How many different customers ordered through each channel last year?", ask("buyers", "channel", "last year")),
    ]),
    ("buyers_in_period", "easy", [
        ("How many buyers did we have last quarter?", ask("buyers", w="last quarter")),
        ("How many different customers ordered in FY2022?", ask("buyers", w=("year", 2022))),
        ("Number of buyers this year", ask("buyers", w="this year")),
    ]),
    ("buyers_by_region", "easy", [
        ("How many buyers are there in each region?", ask("buyers", "region")),
        ("Buyers per territory in fiscal 2024", ask("buyers", "region", ("year", 2024))),
    ]),
    ("buyers_of_category", "medium", [
        ("How many different customers bought Sleeping Bags in FY2023?", ask("buyers", w=[("category", "Sleeping Bags"), ("year", 2023)])),
        ("Number of buyers of Lighting last year", ask("buyers", w=[("category", "Lighting"), "last year"])),
    ]),
    ("brand_with_most_buyers", "medium", [
        ("Which brand has the most buyers?", ask("buyers", "brand", which="most")),
        ("Which brand had the fewest buyers among loyalty members?", ask("buyers", "brand", "loyalty", which="least")),
    ]),
    # --- return rate, returns, refunds ------------------------------------------------------------------------------
    ("return_rate_total", "easy", [
        ("What is our return rate in FY2024?", ask("return rate", w=("year", 2024))),
        ("Return rate for online orders", ask("return rate", w="online")),
        ("What was the return rate of Boots?", ask("return rate", w=("category", "Boots"))),
    ]),
    ("return_rate_by_category", "easy", [
        ("Return rate by category", ask("return rate", "category")),
        ("What is the return rate of each category in the stores?", ask("return rate", "category", "store")),
    ]),
    ("brand_with_worst_return_rate", "medium", [
        ("Which brand has the highest return rate?", ask("return rate", "brand", which="most")),
        ("Which brand had the lowest return rate in fiscal 2023?", ask("return rate", "brand", ("year", 2023), which="least")),
    ]),
    ("return_rate_by_channel_and_year", "hard", [
        ("Return rate by channel and fiscal year", ask("return rate", ["channel", "year"])),
        ("Show the return rate of own-brand products per channel and year", ask("return rate", ["channel", "year"], "own brand")),
    ]),
    ("return_rate_of_segment", "medium", [
        ("Return rate by segment", ask("return rate", "segment")),
        ("What is the return rate of each segment for Boots?", ask("return rate", "segment", ("category", "Boots"))),
    ]),
    ("categories_with_return_rate_above", "hard", [
        ("Which categories have a return rate above 7 percent?", ask("return rate", "category", having="> 7")),
        ("Segments with a return rate over 8 percent in FY2024", ask("return rate", "segment", ("year", 2024), having="> 8")),
    ]),
    ("refunds_of_year", "easy", [
        ("How much did we pay in refunds in FY2023?", ask("refunds", w=("year", 2023))),
        ("Total refunds last year", ask("refunds", w="last year")),
        ("Refunds in Q1 of fiscal 2024", ask("refunds", w=("quarter of", 2024, 1))),
    ]),
    ("refunds_by_reason", "easy", [
        ("Refunds by return reason", ask("refunds", "reason")),
        ("How much money was refunded for each reason in FY2024?", ask("refunds", "reason", ("year", 2024))),
    ]),
    ("refunds_for_reason", "easy", [
        ("What did damaged goods cost us in refunds?", ask("refunds", w="damaged")),
        ("Refunds for wrong size last year", ask("refunds", w=["wrong size", "last year"])),
        ("Total refunds for defective items", ask("refunds", w="defective")),
    ]),
    ("top_categories_by_refunds", "medium", [
        ("Top 3 categories by refunds", ask("refunds", "category", top=3)),
        ("Five brands with the highest refunds for defective goods, with amounts", ask("refunds", "brand", "defective", top=5)),
    ]),
    ("refunds_by_month", "medium", [
        ("Refunds by month in FY2024", ask("refunds", "month", ("year", 2024))),
        ("Monthly refunds because customers changed their mind, fiscal 2023", ask("refunds", "month", ["changed mind", ("year", 2023)])),
    ]),
    ("returns_for_reason_by_category", "medium", [
        ("Number of returns for wrong size by category", ask("returns", "category", "wrong size")),
        ("How many returns per category were damaged?", ask("returns", "category", "damaged")),
        ("Returns where customers changed their mind, per category", ask("returns", "category", "changed mind")),
    ]),
    ("returns_in_period", "easy", [
        ("How many returns did we receive last quarter?", ask("returns", w="last quarter")),
        ("Number of returns for a wrong item in FY2023", ask("returns", w=["wrong item", ("year", 2023)])),
        ("How many defective returns this year?", ask("returns", w=["defective", "this year"])),
    ]),
    ("warehouse_with_most_wrong_items", "hard", [
        ("Which warehouse has the most returns for a wrong item?", ask("returns", "warehouse", "wrong item", which="most")),
        ("Which warehouse has the fewest damaged returns?", ask("returns", "warehouse", "damaged", which="least")),
    ]),
    ("refunds_by_region", "hard", [
        ("Refunds by region for FY2024", ask("refunds", "region", ("year", 2024))),
        ("How much was refunded in each territory for wrong items?", ask("refunds", "region", "wrong item")),
    ]),
    ("refunds_by_quarter_for_reason", "medium", [
        ("Refunds for wrong size by quarter", ask("refunds", "quarter", "wrong size")),
        ("How much was refunded each quarter because customers changed their mind?", ask("refunds", "quarter", "changed mind")),
    ]),
    ("brands_with_refunds_above", "hard", [
        ("Which brands had more than $9,000 of refunds for wrong size?", ask("refunds", "brand", "wrong size", having="> 9000")),
        ("Categories with refunds above 20,000 dollars for damaged goods", ask("refunds", "category", "damaged", having="> 20000")),
    ]),
    ("refunds_in_month", "easy", [
        ("Refunds in January 2024", ask("refunds", w=("month", 202401))),
        ("How much did we refund in August 2023 for wrong items?", ask("refunds", w=["wrong item", ("month", 202308)])),
    ]),
    ("returns_by_quarter", "medium", [
        ("Number of returns by fiscal quarter", ask("returns", "quarter")),
        ("How many damaged returns came in each quarter?", ask("returns", "quarter", "damaged")),
        ("Defective returns quarter by quarter", ask("returns", "quarter", "defective")),
    ]),
    ("top_brands_by_returns", "medium", [
        ("Top 3 brands by number of returns", ask("returns", "brand", top=3)),
        ("Top two brands by returns because customers changed their mind", ask("returns", "brand", "changed mind", top=2)),
    ]),
    ("returns_by_customer_type", "medium", [
        ("Number of returns by customer type", ask("returns", "customer type")),
        ("How many returns for wrong size does each customer type send?", ask("returns", "customer type", "wrong size")),
    ]),
    # --- discounts, freight, days to ship ---------------------------------------------------------------------------
    ("discounts_of_year", "easy", [
        ("How much did we give away in discounts in FY2023?", ask("discounts", w=("year", 2023))),
        ("Total discounts last quarter", ask("discounts", w="last quarter")),
        ("Discounts on the web in dollars, fiscal 2024", ask("discounts", w=["online", ("year", 2024)])),
    ]),
    ("discounts_by_channel", "easy", [
        ("Discounts by channel", ask("discounts", "channel")),
        ("What discounts were granted per channel on Tents?", ask("discounts", "channel", ("category", "Tents"))),
    ]),
    ("reps_giving_most_discounts", "medium", [
        ("Top 5 reps by discounts given", ask("discounts", "rep", top=5)),
        ("Top three salespeople by discounts in FY2024", ask("discounts", "rep", ("year", 2024), top=3)),
    ]),
    ("discounts_by_customer_type", "medium", [
        ("Discounts by customer type in fiscal 2024", ask("discounts", "customer type", ("year", 2024))),
        ("What discounts does each customer type get in the stores?", ask("discounts", "customer type", "store")),
    ]),
    ("discounts_by_quarter", "medium", [
        ("Discounts by quarter", ask("discounts", "quarter")),
        ("What discounts did retail customers get in each fiscal quarter?", ask("discounts", "quarter", "retail")),
    ]),
    ("category_with_most_discounts", "medium", [
        ("Which category gets the most discounts?", ask("discounts", "category", which="most")),
        ("Which category had the fewest own-brand discounts in dollars?", ask("discounts", "category", "own brand", which="least")),
    ]),
    ("freight_by_warehouse", "easy", [
        ("Freight charged per warehouse", ask("freight", "warehouse")),
        ("What do we charge in freight on rush orders, by warehouse?", ask("freight", "warehouse", "express")),
    ]),
    ("freight_of_year", "easy", [
        ("How much freight did we charge in FY2024?", ask("freight", w=("year", 2024))),
        ("Total freight on wholesale orders last year", ask("freight", w=["wholesale", "last year"])),
    ]),
    ("freight_by_region", "medium", [
        ("Freight by region last quarter", ask("freight", "region", "last quarter")),
        ("How much freight do we charge in each territory for phone orders?", ask("freight", "region", "phone")),
    ]),
    ("customer_type_with_most_freight", "medium", [
        ("Which customer type pays the most freight?", ask("freight", "customer type", which="most")),
        ("Which customer type paid the least freight in FY2023?", ask("freight", "customer type", ("year", 2023), which="least")),
    ]),
    ("days_to_ship_by_warehouse", "easy", [
        ("Average days to ship by warehouse", ask("days to ship", "warehouse")),
        ("What is the lead time of each warehouse this year?", ask("days to ship", "warehouse", "this year")),
    ]),
    ("days_to_ship_express", "easy", [
        ("Average days to ship a rush order", ask("days to ship", w="express")),
        ("Average lead time for wholesale orders", ask("days to ship", w="wholesale")),
        ("Average days to ship in Harn Isles", ask("days to ship", w=("region", "Harn Isles"))),
    ]),
    ("slowest_warehouse", "medium", [
        ("Which warehouse has the longest lead time?", ask("days to ship", "warehouse", which="most")),
        ("Which region had the shortest average days to ship in FY2023?", ask("days to ship", "region", ("year", 2023), which="least")),
    ]),
    ("days_to_ship_by_quarter_of_warehouse", "medium", [
        ("Lead time by quarter for the Cinderhill warehouse", ask("days to ship", "quarter", ("warehouse", "Cinderhill"))),
        ("Average days to ship per fiscal quarter out of Brackwater", ask("days to ship", "quarter", ("warehouse", "Brackwater"))),
    ]),
    ("warehouses_with_lead_time_above", "hard", [
        ("Which warehouses need more than 4.5 days to ship on average?", ask("days to ship", "warehouse", having="> 4.5")),
        ("Regions with an average lead time below 4.5 days last quarter", ask("days to ship", "region", "last quarter", having="< 4.5")),
    ]),
    # --- stock ------------------------------------------------------------------------------------------------------
    ("stock_by_warehouse", "easy", [
        ("How much stock is in each warehouse?", ask("stock", "warehouse")),
        ("Units on hand per warehouse", ask("stock", "warehouse")),
        ("Stock of Tents by warehouse", ask("stock", "warehouse", ("category", "Tents"))),
    ]),
    ("stock_of_category_in_warehouse", "easy", [
        ("How much stock of Boots do we have in Aldermoor?", ask("stock", w=[("category", "Boots"), ("warehouse", "Aldermoor")])),
        ("Backpacks on hand at the Eastlock warehouse", ask("stock", w=[("category", "Backpacks"), ("warehouse", "Eastlock")])),
    ]),
    ("stock_of_product", "easy", [
        ("How much stock of the Wayfarer Pack do we have?", ask("stock", w=("product", "Wayfarer Pack"))),
        ("Mistral Tent on hand", ask("stock", w=("product", "Mistral Tent"))),
    ]),
    ("stock_value_by_category", "easy", [
        ("Stock value by category", ask("stock value", "category")),
        ("What is our inventory value per category in Foxglen?", ask("stock value", "category", ("warehouse", "Foxglen"))),
    ]),
    ("warehouse_with_highest_stock_value", "medium", [
        ("Which warehouse holds the highest stock value?", ask("stock value", "warehouse", which="most")),
        ("Which warehouse has the lowest inventory value of own-brand goods?", ask("stock value", "warehouse", "own brand", which="least")),
    ]),
    ("stock_value_of_discontinued", "easy", [
        ("What is the stock value of discontinued products?", ask("stock value", w="discontinued")),
        ("Inventory value of own-brand products", ask("stock value", w="own brand")),
    ]),
    ("top_brands_by_stock_value", "medium", [
        ("Top 5 brands by stock value", ask("stock value", "brand", top=5)),
        ("Top three brands by inventory value in Brackwater", ask("stock value", "brand", ("warehouse", "Brackwater"), top=3)),
    ]),
    ("stock_by_brand", "easy", [
        ("Stock of discontinued products by brand", ask("stock", "brand", "discontinued")),
        ("Units on hand per brand in Dunmere", ask("stock", "brand", ("warehouse", "Dunmere"))),
    ]),
    ("top_products_by_stock", "medium", [
        ("Top 5 products by stock", ask("stock", "product", top=5)),
        ("Top 3 discontinued articles by units on hand", ask("stock", "product", "discontinued", top=3)),
    ]),
    ("categories_with_stock_below", "hard", [
        ("Which categories have less than 5,000 units on hand?", ask("stock", "category", having="< 5000")),
        ("Brands with more than 5,000 units of stock", ask("stock", "brand", having="> 5000")),
    ]),
    ("stock_and_value_by_warehouse", "medium", [
        ("Stock and stock value by warehouse", ask(["stock", "stock value"], "warehouse")),
        ("Units on hand and inventory value of Tents per warehouse", ask(["stock", "stock value"], "warehouse", ("category", "Tents"))),
    ]),
    ("products_out_of_stock_by_category", "medium", [
        ("How many products are out of stock in each category?", ask("products", "category", "out of stock")),
        ("Products below the reorder point per category", ask("products", "category", "low stock")),
    ]),
    ("count_products_out_of_stock_in_warehouse", "easy", [
        ("How many products are out of stock in Brackwater?", ask("products", w=["out of stock", ("warehouse", "Brackwater")])),
        ("Number of articles below the reorder point in Eastlock", ask("products", w=["low stock", ("warehouse", "Eastlock")])),
    ]),
    ("list_out_of_stock_of_brand", "medium", [
        ("Which Murrelet products are out of stock in Foxglen?",
         rows("itm.itm_nm", "inv", ["out of stock", ("brand", "Murrelet"), ("warehouse", "Foxglen")])),
        ("List the Skarn articles below the reorder point in Brackwater",
         rows("itm.itm_nm", "inv", ["low stock", ("brand", "Skarn"), ("warehouse", "Brackwater")])),
    ]),
    ("list_out_of_stock_products", "medium", [
        ("Which products are out of stock in Dunmere?", rows("itm.itm_nm", "inv", ["out of stock", ("warehouse", "Dunmere")])),
        ("List own-brand articles out of stock in Aldermoor", rows("itm.itm_nm", "inv", ["out of stock", "own brand", ("warehouse", "Aldermoor")])),
    ]),
    ("list_products_low_on_stock", "medium", [
        ("Which current products are below the reorder point in Foxglen?",
         rows("itm.itm_nm", "inv", ["low stock", "current range", ("warehouse", "Foxglen")])),
        ("List Tents below reorder point in Cinderhill", rows("itm.itm_nm", "inv", ["low stock", ("category", "Tents"), ("warehouse", "Cinderhill")])),
    ]),
    ("count_products_low_on_stock", "hard", [
        ("How many products are below the reorder point in each warehouse?", ask("products", "warehouse", "low stock")),
        ("Number of discontinued products out of stock by warehouse", ask("products", "warehouse", ["out of stock", "discontinued"])),
    ]),
    # --- ratings ----------------------------------------------------------------------------------------------------
    ("rating_by_brand", "easy", [
        ("Average rating by brand", ask("rating", "brand")),
        ("What rating did each brand get on average in FY2024?", ask("rating", "brand", ("year", 2024))),
    ]),
    ("category_with_best_rating", "medium", [
        ("Which category has the best average rating?", ask("rating", "category", which="most")),
        ("Which own-brand category has the lowest rating?", ask("rating", "category", "own brand", which="least")),
    ]),
    ("rating_of_product_or_brand", "easy", [
        ("What is the average rating of Murrelet?", ask("rating", w=("brand", "Murrelet"))),
        ("Average rating of the Lighting category", ask("rating", w=("category", "Lighting"))),
        ("What rating does Quillback get on average?", ask("rating", w=("brand", "Quillback"))),
    ]),
    ("reviews_with_stars", "medium", [
        ("How many five-star reviews does each brand have?", ask("reviews", "brand", "five star")),
        ("Number of poor reviews per brand", ask("reviews", "brand", "poor review")),
        ("Five-star reviews by brand in fiscal 2023", ask("reviews", "brand", ["five star", ("year", 2023)])),
    ]),
    ("number_of_reviews", "easy", [
        ("How many reviews did we get last year?", ask("reviews", w="last year")),
        ("Number of poor reviews for Rainwear", ask("reviews", w=["poor review", ("category", "Rainwear")])),
        ("How many five-star reviews are there?", ask("reviews", w="five star")),
    ]),
    ("products_with_many_poor_reviews", "hard", [
        ("Which products have more than 4 poor reviews?", ask("reviews", "product", "poor review", having="> 4")),
        ("Products with at least 9 five-star reviews", ask("reviews", "product", "five star", having=">= 9")),
    ]),
    ("top_brands_by_rating", "medium", [
        ("Top 3 brands by average rating", ask("rating", "brand", top=3)),
        ("Bottom 2 categories by average rating", ask("rating", "category", bottom=2)),
    ]),
    ("categories_with_rating_above", "hard", [
        ("Which categories have an average rating above 3.8?", ask("rating", "category", having="> 3.8")),
        ("Brands with an average rating below 3.75", ask("rating", "brand", having="< 3.75")),
    ]),
    ("rating_by_segment", "easy", [
        ("Average rating by segment", ask("rating", "segment")),
        ("What rating does each segment give Tents on average?", ask("rating", "segment", ("category", "Tents"))),
    ]),
    ("reviews_by_year", "easy", [
        ("Number of reviews by fiscal year", ask("reviews", "year")),
        ("How many poor reviews did we get per year?", ask("reviews", "year", "poor review")),
        ("Five-star reviews for own-brand products by year", ask("reviews", "year", ["five star", "own brand"])),
    ]),
    ("category_with_most_reviews", "medium", [
        ("Which category gets the most five-star reviews?", ask("reviews", "category", "five star", which="most")),
        ("Which category has the fewest poor reviews?", ask("reviews", "category", "poor review", which="least")),
    ]),
    # --- the range --------------------------------------------------------------------------------------------------
    ("number_of_products", "easy", [
        ("How many products are discontinued?", ask("products", w="discontinued")),
        ("How many products do our house brands have?", ask("products", w="own brand")),
        ("How many articles does Petrichor have?", ask("products", w=("brand", "Petrichor"))),
    ]),
    ("products_by_brand", "easy", [
        ("Number of products by brand", ask("products", "brand")),
        ("How many discontinued articles does each brand have?", ask("products", "brand", "discontinued")),
        ("Current products per brand", ask("products", "brand", "current range")),
    ]),
    ("list_products_of_brand", "easy", [
        ("List the Backpacks of Fellhaven", rows("itm.itm_nm", "itm", [("category", "Backpacks"), ("brand", "Fellhaven")])),
        ("Which discontinued articles are own-brand?", rows("itm.itm_nm", "itm", ["discontinued", "own brand"])),
        ("Which products does Skarn make?", rows("itm.itm_nm", "itm", ("brand", "Skarn"))),
    ]),
    ("list_price_by_category", "easy", [
        ("Average list price by category", ask("list price", "category")),
        ("What is the average catalog price of each category in the own-brand range?", ask("list price", "category", "own brand")),
    ]),
    ("list_price_of_brand", "easy", [
        ("Average list price of Vireo Alpine", ask("list price", w=("brand", "Vireo Alpine"))),
        ("What is the average catalog price of Sleeping Bags?", ask("list price", w=("category", "Sleeping Bags"))),
        ("Average list price of discontinued products", ask("list price", w="discontinued")),
    ]),
    ("brand_with_highest_list_price", "medium", [
        ("Which brand has the highest average list price?", ask("list price", "brand", which="most")),
        ("Which brand has the lowest average catalog price among current products?", ask("list price", "brand", "current range", which="least")),
    ]),
    ("top_brands_by_list_price", "medium", [
        ("Top 3 brands by average list price", ask("list price", "brand", top=3)),
        ("Top two categories by average catalog price among discontinued products", ask("list price", "category", "discontinued", top=2)),
    ]),
    ("brands_with_list_price_above", "hard", [
        ("Which brands have an average list price over $160?", ask("list price", "brand", having="> 160")),
        ("Categories with an average catalog price below 50 dollars", ask("list price", "category", having="< 50")),
    ]),
    ("list_products_dearer_than_average", "hard", [
        ("Which Fellhaven Boots have a list price above the average list price?",
         rows("itm.itm_nm", "itm", [("category", "Boots"), ("brand", "Fellhaven"), ("sql", "itm.lst_prc_cts > (SELECT AVG(itm.lst_prc_cts) FROM itm)")])),
        ("List discontinued articles with a catalog price above the average of all products",
         rows("itm.itm_nm", "itm", ["discontinued", ("sql", "itm.lst_prc_cts > (SELECT AVG(itm.lst_prc_cts) FROM itm)")])),
    ]),
    ("products_dearer_than", "medium", [
        ("Which Tents have a list price over $500?", rows("itm.itm_nm", "itm", [("category", "Tents"), ("sql", "itm.lst_prc_cts > 50000")])),
        ("List own-brand products with a catalog price above 250 dollars", rows("itm.itm_nm", "itm", ["own brand", ("sql", "itm.lst_prc_cts > 25000")])),
        ("Products with a list price under $15", rows("itm.itm_nm", "itm", ("sql", "itm.lst_prc_cts < 1500"))),
    ]),
    ("count_products_heavier_than", "medium", [
        ("How many products weigh more than 2 kg?", ask("products", w=("sql", "itm.wgt_g > 2000"))),
        ("Number of Tents that weigh less than 1.5 kg", ask("products", w=[("category", "Tents"), ("sql", "itm.wgt_g < 1500")])),
    ]),
    ("weight_by_category", "easy", [
        ("Average weight in kg by category", ask("weight", "category")),
        ("What do own-brand products weigh on average, in kg, per category?", ask("weight", "category", "own brand")),
    ]),
    ("brand_with_lightest_products", "hard", [
        ("Which brand has the lightest products by average weight?", ask("weight", "brand", which="least")),
        ("Which brand makes the heaviest current products by average weight?", ask("weight", "brand", "current range", which="most")),
    ]),
    ("weight_of_category", "easy", [
        ("Average weight of Boots in kilograms", ask("weight", w=("category", "Boots"))),
        ("What is the average weight in kg of discontinued products?", ask("weight", w="discontinued")),
    ]),
    ("categories_with_weight_above", "hard", [
        ("Which categories have an average weight above 1 kg?", ask("weight", "category", having="> 1")),
        ("Brands with an average weight under 0.75 kg", ask("weight", "brand", having="< 0.75")),
    ]),
    ("list_products_lighter_than", "medium", [
        ("Which Backpacks weigh less than 1 kg?", rows("itm.itm_nm", "itm", [("category", "Backpacks"), ("sql", "itm.wgt_g < 1000")])),
        ("List Sleeping Bags that weigh more than 1.8 kg", rows("itm.itm_nm", "itm", [("category", "Sleeping Bags"), ("sql", "itm.wgt_g > 1800")])),
    ]),
    ("products_dearer_than_average", "hard", [
        ("How many products have a list price above the average list price?",
         ask("products", w=("sql", "itm.lst_prc_cts > (SELECT AVG(itm.lst_prc_cts) FROM itm)"))),
        ("Number of own-brand articles whose catalog price is above the average of all products",
         ask("products", w=["own brand", ("sql", "itm.lst_prc_cts > (SELECT AVG(itm.lst_prc_cts) FROM itm)")])),
    ]),
    ("products_never_sold", "hard", [
        ("Which products were never ordered?", never("itm.itm_nm", "itm", "itm.sku_id", "ord_ln", "ord_ln.sku_id")),
        ("Which current Rainwear products had no order last quarter?",
         never("itm.itm_nm", "itm", "itm.sku_id", "ord_ln", "ord_ln.sku_id", ["current range", ("category", "Rainwear")], ["last quarter"])),
    ]),
    ("products_never_returned", "hard", [
        ("How many products were never returned?", never("COUNT(DISTINCT itm.sku_id)", "itm", "itm.sku_id", "rtn", "rtn.sku_id")),
        ("Number of own-brand products that never came back as damaged returns",
         never("COUNT(DISTINCT itm.sku_id)", "itm", "itm.sku_id", "rtn", "rtn.sku_id", "own brand", ["damaged"])),
    ]),
    ("products_by_brand_and_category", "hard", [
        ("Number of products by brand and category", ask("products", ["brand", "category"])),
        ("Discontinued articles per category and brand", ask("products", ["category", "brand"], "discontinued")),
    ]),
]
